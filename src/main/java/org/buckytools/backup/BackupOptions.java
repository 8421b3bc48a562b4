package org.buckytools.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.buckytools.codec.Algorithm;

/**
 * How to back up.
 *
 * @param storagePath what all keys begin with, may be empty
 * @param metrics which metrics, by name
 * @param algorithm how to compress
 * @param retention how many distinct versions of each metric to keep, at least 1
 * @param purge remove versions of metrics that are no longer on disk when they are older than this;
 *     negative for never
 * @param workers how many files at a time
 * @param lockTimeout how long to wait for a file that somebody has locked
 * @param alone whether no other run can be at work in this store, so that all orphans are
 *     leftovers; otherwise those younger than a day are left alone
 * @param state the file that remembers the digests of the tree's files from run to run, or nothing
 * @param trust whether to believe it: a file whose inode has not changed is not read then
 */
public record BackupOptions(
    String storagePath,
    Predicate<String> metrics,
    Algorithm algorithm,
    int retention,
    Duration purge,
    int workers,
    Duration lockTimeout,
    boolean alone,
    Optional<Path> state,
    boolean trust) {}
