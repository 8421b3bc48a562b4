package org.buckytools.client;

import org.buckytools.wire.MetricStat;

/**
 * A database as an agent had it at one moment.
 *
 * @param stat what the agent says of it; its size is that of the bytes
 * @param bytes the whole file, not shared
 * @param digest digest of the bytes; what {@code If-Match} wants
 */
public record Fetched(MetricStat stat, byte[] bytes, String digest) {}
