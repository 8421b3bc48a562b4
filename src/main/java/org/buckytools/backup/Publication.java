package org.buckytools.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.store.Store;

/**
 * Makes stored data complete versions, a batch at a time: syncs the store, then writes the markers.
 * What they replace is removed only after the next sync. So at any moment, were the store's machine
 * to crash, a marker's data is whole, and a metric has its old versions or the new one. For one
 * thread.
 */
final class Publication {
  /** Enough to make syncing cheap, few enough that a run that dies loses little work. */
  private static final int BATCH = 256;

  /** How many metrics may come after one that waits: some megabytes of what is told of them. */
  static final int LONGEST_WAIT = 1 << 16;

  /**
   * Data that lacks its marker.
   *
   * @param turn of the metric in the run
   * @param before what was stored of it
   * @param version the new one
   * @param digest of the file
   */
  record Pending(long turn, Stored before, Version version, String digest) {}

  /** Hears how it went. */
  interface Outcome {
    void published(Pending pending) throws IOException;

    void failed(Pending pending, IOException failure) throws IOException;
  }

  private final Store store;
  private final Outcome outcome;
  private List<Pending> pending = new ArrayList<>();
  private List<Runnable> replaced = new ArrayList<>();

  Publication(Store store, Outcome outcome) {
    this.store = store;
    this.outcome = outcome;
  }

  void add(Pending data) throws IOException {
    pending.add(data);
    if (pending.size() >= BATCH) {
      flush();
    }
  }

  /**
   * Publishes what is pending if the run has gone on for long since, or if there is much to remove.
   * Whatever comes after it in the order of the run waits for it in memory, so few changes in a
   * large tree must not wait for a batch of them.
   *
   * @param turn where the run is
   */
  void flushIfOld(long turn) throws IOException {
    boolean isOld = !pending.isEmpty() && pending.getFirst().turn() + LONGEST_WAIT < turn;
    if (isOld || replaced.size() >= BATCH) {
      flush();
    }
  }

  /** Removes something when all that has been published so far is safe. */
  void afterwards(Runnable removal) {
    replaced.add(removal);
  }

  /** Publishes all that is pending. */
  void flush() throws IOException {
    List<Pending> batch = pending;
    List<Runnable> removals = replaced;
    pending = new ArrayList<>();
    replaced = new ArrayList<>();
    if (batch.isEmpty() && removals.isEmpty()) {
      return;
    }
    try {
      store.sync();
    } catch (IOException failure) {
      for (Pending data : batch) {
        outcome.failed(data, failure);
      }
      return;
    }
    removals.forEach(Runnable::run);
    for (Pending data : batch) {
      publish(data);
    }
  }

  private void publish(Pending data) throws IOException {
    byte[] marker = data.digest().getBytes(StandardCharsets.US_ASCII);
    try {
      store.put(data.version().markerKey(), ByteBuffer.wrap(marker));
    } catch (IOException failure) {
      outcome.failed(data, failure);
      return;
    }
    outcome.published(data);
  }

  /** Publishes all and does all removals. */
  void finish() throws IOException {
    flush();
    flush();
  }
}
