package org.buckytools.agent.files;

import org.buckytools.wire.MetricStat;

/**
 * A metric's file as it was at one moment.
 *
 * @param bytes all of it
 * @param digest as {@link org.buckytools.wire.ContentDigest} gives it
 * @param stat of the same moment
 */
public record FileContent(byte[] bytes, String digest, MetricStat stat) {}
