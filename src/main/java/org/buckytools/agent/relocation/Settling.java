package org.buckytools.agent.relocation;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.FileContent;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.wire.Stored;

/**
 * Settles hidden files: when the writers that had one open have had their time, what they wrote is
 * brought to its owners, and only then it is removed. Where an owner does not answer it is tried
 * again, for as long as it takes, and after the next start. Thread-safe.
 */
public final class Settling implements AutoCloseable {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** After so many failures in a row whoever waits is told. */
  private static final int FAILURES_TO_TELL = 3;

  /**
   * How a settling went, as far as whoever asked for it waits.
   *
   * @param points brought to the owners
   * @param error why it is not over yet; null if it is
   */
  record Settled(long points, String error) {}

  private final Journal journal;
  private final HidingFiles files;
  private final PeerAccess peers;
  private final Duration settle;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final LongAdder settled = new LongAdder();

  Settling(Journal journal, HidingFiles files, PeerAccess peers, Duration settle) {
    this.journal = journal;
    this.files = files;
    this.peers = peers;
    this.settle = settle;
  }

  /** Takes up what was pending when the agent ended. */
  void resume() {
    journal.pending().forEach(this::start);
  }

  /** Settles a hidden file in the background. */
  CompletableFuture<Settled> start(Hidden hidden) {
    CompletableFuture<Settled> told = new CompletableFuture<>();
    threads.execute(() -> run(hidden, told));
    return told;
  }

  private void run(Hidden hidden, CompletableFuture<Settled> told) {
    try {
      Thread.sleep(settle);
      String known = hidden.digest();
      long points = 0;
      Duration wait = FIRST_WAIT;
      for (int failures = 0; ; ) {
        try {
          Optional<FileContent> late = files.remove(hidden, known);
          if (late.isEmpty()) {
            journal.end(hidden);
            break;
          }
          points += post(hidden, late.get());
          known = late.get().digest();
          failures = 0;
        } catch (IOException | RuntimeException failure) {
          failures++;
          troubles.put(hidden.id(), hidden.metric() + ": " + Failures.message(failure));
          if (failures >= FAILURES_TO_TELL) {
            told.complete(
                new Settled(
                    points,
                    "hidden, but what was written last is not with its owners yet: "
                        + Failures.message(failure)
                        + "; the agent goes on trying"));
          }
          Thread.sleep(wait);
          wait =
              wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0
                  ? wait.multipliedBy(2)
                  : LONGEST_WAIT;
        }
      }
      troubles.remove(hidden.id());
      settled.increment();
      told.complete(new Settled(points, null));
    } catch (InterruptedException stopping) {
      told.complete(
          new Settled(0, "hidden, and settled when the agent runs again: it is stopping"));
    }
  }

  private long post(Hidden hidden, FileContent late) throws IOException, InterruptedException {
    long points = 0;
    for (String owner : hidden.owners()) {
      try (PeerClients clients = peers.own(Operation.UPDATE, hidden.as())) {
        // It was checked when the removal was asked for. The ring may be another since then: that
        // is when metrics are moved, and the rest of this one is there.
        Stored stored = clients.of(owner).post(hidden.as(), late.stat(), late.bytes());
        points += stored.points();
      }
    }
    return points;
  }

  /** How many files are hidden. */
  public int pending() {
    return journal.size();
  }

  /** How many files were settled since the start. */
  public long settled() {
    return settled.sum();
  }

  /** What keeps files from being settled, for people. */
  public Iterable<String> troubles() {
    return troubles.values();
  }

  /** Stops; what is not settled will be after the next start. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    threads.close();
    journal.close();
  }
}
