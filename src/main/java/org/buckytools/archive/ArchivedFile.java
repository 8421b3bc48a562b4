package org.buckytools.archive;

import org.buckytools.metric.MetricName;

/**
 * One metric's file, as it lies in an archive.
 *
 * @param name of the metric; {@code a.b} is the member {@code a/b.wsp}
 * @param mode its permissions, nine bits
 * @param modified when it was last changed, seconds since 1970
 * @param content the whole file; nobody changes it
 */
public record ArchivedFile(MetricName name, int mode, long modified, byte[] content) {}
