package org.buckytools.whisper;

/**
 * Evenly spaced values as a fetch returns them.
 *
 * @param from time of the first value, seconds since 1970
 * @param until time after the last value
 * @param step seconds between values
 * @param values NaN is a gap; the array is the caller's
 */
public record Series(long from, long until, int step, double[] values) {}
