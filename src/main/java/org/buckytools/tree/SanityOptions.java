package org.buckytools.tree;

import java.time.Duration;
import java.util.Optional;

/**
 * How to examine a tree.
 *
 * @param fix repair what is safe to repair
 * @param stale report databases whose newest point is older than this
 * @param patience how long to wait for each lock
 * @param workers how many files to examine at a time
 */
public record SanityOptions(
    boolean fix, Optional<Duration> stale, Duration patience, int workers) {}
