package org.buckytools.backup;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How to restore.
 *
 * @param storagePath what all keys begin with, may be empty
 * @param metrics which metrics, by name
 * @param until only versions not later than this, seconds since 1970
 * @param fallback use the next older sound version where the one wanted is damaged
 * @param workers how many metrics at a time
 * @param lockTimeout how long to wait for a file that somebody has locked
 * @param largest the most bytes a whisper file may have
 */
public record RestoreOptions(
    String storagePath,
    Predicate<String> metrics,
    long until,
    boolean fallback,
    int workers,
    Duration lockTimeout,
    int largest) {}
