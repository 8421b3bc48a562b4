package org.buckytools.whisper;

/**
 * One value at one time.
 *
 * @param time seconds since 1970
 * @param value NaN is no value
 */
public record Point(long time, double value) {}
