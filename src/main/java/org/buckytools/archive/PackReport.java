package org.buckytools.archive;

/**
 * What a {@link Packing} did.
 *
 * @param done how many metrics are in the archive
 * @param failed how many are not
 * @param bytes of the files, without what tar adds
 */
public record PackReport(long done, long failed, long bytes) {}
