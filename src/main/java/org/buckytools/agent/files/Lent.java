package org.buckytools.agent.files;

import org.buckytools.wire.MetricStat;

/**
 * A metric's file as it was at one moment, in memory that is to be given back.
 *
 * @param stat of it, with its digest
 * @param loan the buffer from whose position to whose limit it is
 */
public record Lent(MetricStat stat, Buffers.Loan loan) {}
