package org.buckytools.agent.relocation;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.FileContent;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.wire.Stored;

/**
 * Settles hidden files: when the writers that had one open have had their time, what they wrote is
 * brought to its owners, and only then it is removed. Where an owner does not answer it is tried
 * again, also after the next start; when it stays away, the file comes back into sight, so that
 * queries find its points and the next rebalance moves it. Thread-safe.
 */
public final class Settling implements AutoCloseable {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** A writer who has a file open has it so for milliseconds. */
  private static final Duration WRITERS_WAIT = Duration.ofMillis(20);

  private static final Duration LONGEST_WRITER = Duration.ofSeconds(1);

  /** After so many failures in a row whoever waits is told. */
  private static final int FAILURES_TO_TELL = 3;

  /**
   * How a settling went, as far as whoever asked for it waits.
   *
   * @param points brought to the owners
   * @param error why it is not over yet, or over in another way; null if it is settled
   */
  record Settled(long points, String error) {}

  /**
   * @param settle how long writers may take
   * @param reclaim how long an owner may stay away
   */
  record Times(Duration settle, Duration reclaim) {}

  private final Journal journal;
  private final HidingFiles files;
  private final PeerAccess peers;
  private final Presence presence;
  private final Times times;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Troubles troubles = new Troubles();
  private final LongAdder settled = new LongAdder();
  private final LongAdder returned = new LongAdder();

  Settling(Journal journal, HidingFiles files, PeerAccess peers, Times times) {
    this.journal = journal;
    this.files = files;
    this.peers = peers;
    this.presence = new Presence(peers);
    this.times = times;
  }

  /** Takes up what was pending when the agent ended. */
  void resume() {
    journal.pending().forEach(this::start);
  }

  /** Settles a hidden file, which is in the journal, in the background. */
  CompletableFuture<Settled> start(Hidden hidden) {
    return start(List.of(hidden)).getFirst();
  }

  /** Settles some that were hidden at the same time, and tells of each in their order. */
  List<CompletableFuture<Settled>> start(List<Hidden> all) {
    Map<Hidden, CompletableFuture<Settled>> told = new LinkedHashMap<>();
    all.forEach(hidden -> told.put(hidden, new CompletableFuture<>()));
    List<CompletableFuture<Settled>> inOrder = List.copyOf(told.values());
    threads.execute(
        () -> {
          try {
            Thread.sleep(times.settle());
            // What is as its owners have it, which is the rule, is removed together.
            removed(all).forEach(gone -> settled(gone, told.remove(gone), 0));
            told.forEach((hidden, one) -> threads.execute(() -> follow(new Course(hidden, one))));
          } catch (InterruptedException | RejectedExecutionException stopping) {
            told.values().forEach(Settling::stopped);
          }
        });
    return inOrder;
  }

  private List<Hidden> removed(List<Hidden> all) throws InterruptedException {
    try {
      List<Hidden> owned = all.stream().filter(hidden -> !hidden.owners().isEmpty()).toList();
      List<Hidden> gone = files.removeUnchanged(presence.everywhere(owned));
      journal.end(gone);
      return gone;
    } catch (IOException | RuntimeException failure) {
      return List.of(); // Each one's own course finds that, and tells.
    }
  }

  private void settled(Hidden hidden, CompletableFuture<Settled> told, long points) {
    troubles.end(hidden.id());
    settled.increment();
    told.complete(new Settled(points, null));
  }

  private void follow(Course course) {
    try {
      course.run();
    } catch (InterruptedException stopping) {
      stopped(course.told);
    }
  }

  private static void stopped(CompletableFuture<Settled> told) {
    told.complete(new Settled(0, "hidden, and settled when the agent runs again: it is stopping"));
  }

  /** One file's way. */
  private final class Course {
    private final Hidden hidden;
    private final CompletableFuture<Settled> told;
    private String known;
    private long points;
    private int failures;
    private long failingSince;

    Course(Hidden hidden, CompletableFuture<Settled> told) {
      this.hidden = hidden;
      this.told = told;
      this.known = hidden.digest();
    }

    void run() throws InterruptedException {
      Duration wait = FIRST_WAIT;
      while (true) {
        try {
          if (advance()) {
            return;
          }
          failures = 0;
          wait = FIRST_WAIT;
        } catch (IOException | RuntimeException failure) {
          if (failed(Failures.message(failure))) {
            return;
          }
          Thread.sleep(wait);
          wait = wait.multipliedBy(2);
          wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        }
      }
    }

    /** Goes a step; whether that was the last. */
    private boolean advance() throws IOException, InterruptedException {
      if (hidden.owners().isEmpty()) {
        bringBack("it belongs here");
        return true;
      }
      Optional<FileContent> late = remove();
      if (late.isPresent()) {
        points += post(hidden, late.get());
        known = late.get().digest();
        return false;
      }
      journal.end(List.of(hidden));
      settled(hidden, told, points);
      return true;
    }

    private Optional<FileContent> remove() throws IOException, InterruptedException {
      // What an owner has no more it gets again, whoever has removed it there.
      String asBefore = presence.isEverywhere(hidden) ? known : Hidden.UNKNOWN;
      long begin = System.nanoTime();
      while (true) {
        try {
          return files.remove(hidden, asBefore);
        } catch (HidingFiles.OpenToWriteException open) {
          if (System.nanoTime() - begin > LONGEST_WRITER.toNanos()) {
            throw open;
          }
          note(Failures.message(open));
          Thread.sleep(WRITERS_WAIT);
        }
      }
    }

    private void note(String reason) {
      troubles.note(hidden.id(), hidden.metric() + ": " + reason);
    }

    /** Takes that a step failed; whether it was the last. */
    private boolean failed(String reason) throws InterruptedException {
      long now = System.nanoTime();
      if (failures++ == 0) {
        failingSince = now;
      }
      note(reason);
      if (failures >= FAILURES_TO_TELL) {
        told.complete(
            new Settled(
                points,
                "hidden, but what was written last is not with its owners yet: "
                    + reason
                    + "; the agent goes on trying"));
      }
      if (hidden.owners().isEmpty() || now - failingSince < times.reclaim().toNanos()) {
        return false;
      }
      try {
        bringBack(reason);
        return true;
      } catch (IOException | RuntimeException failure) {
        note(reason + "; nor can it be brought back into sight: " + Failures.message(failure));
        return false;
      }
    }

    private void bringBack(String reason) throws IOException, InterruptedException {
      files.bringBack(hidden);
      journal.end(List.of(hidden));
      troubles.end(hidden.id());
      returned.increment();
      String words = "brought back into sight, for the next rebalance: " + reason;
      troubles.tell(hidden.metric() + ": " + words);
      told.complete(new Settled(points, words));
    }
  }

  // Who the owners are was checked when the removal was accepted. They may have left the ring
  // since, and must get their points nevertheless.
  private long post(Hidden hidden, FileContent late) throws IOException, InterruptedException {
    long points = 0;
    for (String owner : hidden.owners()) {
      try (PeerClients clients = peers.own(Operation.UPDATE, hidden.as())) {
        Stored stored = clients.of(owner).post(hidden.as(), late.stat(), late.bytes());
        points += stored.points();
        if (stored.unheld() > 0) {
          throw new IOException(
              owner
                  + " has no place for "
                  + stored.unheld()
                  + " of its points, as its file has other archives; bucky resize that");
        }
      }
    }
    return points;
  }

  /** Says that something cannot be settled at all. */
  void tell(String trouble) {
    troubles.tell(trouble);
  }

  /** How many files are hidden. */
  public int pending() {
    return journal.size();
  }

  /** How many files were settled since the start. */
  public long settled() {
    return settled.sum();
  }

  /** How many files were brought back into sight since the start. */
  public long returned() {
    return returned.sum();
  }

  /** What keeps files from being settled, and which came back into sight last, for people. */
  public Stream<String> troubles() {
    return troubles.all();
  }

  /** Stops; what is not settled will be after the next start. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    threads.close();
    journal.close();
  }
}
