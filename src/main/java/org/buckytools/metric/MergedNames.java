package org.buckytools.metric;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Several streams of names as one, which has each name once and tells which of them hold it. Holds
 * nothing but the streams. For one thread.
 */
public final class MergedNames implements NameCursor {
  private final NameCursor[] sources;

  /** Sources that are at a name not told yet; the least is the first, as in any binary heap. */
  private final int[] heap;

  private final int[] holders;
  private int waiting;
  private int held;
  private boolean hasBegun;

  /**
   * Merges streams.
   *
   * @param sources numbered from 0 as they are given; closed with this
   */
  public MergedNames(List<? extends NameCursor> sources) {
    this.sources = sources.toArray(NameCursor[]::new);
    heap = new int[this.sources.length];
    holders = new int[this.sources.length];
  }

  @Override
  public boolean next() throws IOException {
    if (!hasBegun) {
      hasBegun = true;
      for (int i = 0; i < sources.length; i++) {
        advance(i);
      }
    }
    int told = held;
    held = 0;
    for (int i = 0; i < told; i++) {
      advance(holders[i]);
    }
    if (waiting == 0) {
      return false;
    }
    do {
      holders[held] = poll();
      held++;
    } while (waiting > 0 && compareNames(heap[0], holders[0]) == 0);
    return true;
  }

  private void advance(int source) throws IOException {
    if (!sources[source].next()) {
      return;
    }
    int at = waiting;
    waiting++;
    while (at > 0 && compare(source, heap[(at - 1) / 2]) < 0) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = source;
  }

  private int poll() {
    int least = heap[0];
    waiting--;
    int moved = heap[waiting];
    int at = 0;
    int child = 1;
    while (child < waiting) {
      if (child + 1 < waiting && compare(heap[child + 1], heap[child]) < 0) {
        child++;
      }
      if (compare(moved, heap[child]) <= 0) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
    }
    heap[at] = moved;
    return least;
  }

  private int compare(int one, int other) {
    int order = compareNames(one, other);
    return order == 0 ? Integer.compare(one, other) : order;
  }

  private int compareNames(int one, int other) {
    NameCursor mine = sources[one];
    NameCursor theirs = sources[other];
    return Arrays.compareUnsigned(
        mine.bytes(), 0, mine.length(), theirs.bytes(), 0, theirs.length());
  }

  /** How many sources hold the current name. */
  public int holders() {
    return held;
  }

  /**
   * The number of a source that holds the current name.
   *
   * @param index from 0 to one less than {@link #holders}, in the order of the numbers
   */
  public int holder(int index) {
    return holders[index];
  }

  /** Whether a source holds the current name. */
  public boolean isHeldBy(int source) {
    for (int i = 0; i < held; i++) {
      if (holders[i] == source) {
        return true;
      }
    }
    return false;
  }

  /** A source, which is at the current name if it holds that. Only to be looked at. */
  public NameCursor source(int number) {
    return sources[number];
  }

  @Override
  public byte[] bytes() {
    return sources[holders[0]].bytes();
  }

  @Override
  public int length() {
    return sources[holders[0]].length();
  }

  /** That of the first source that holds the name, as are the time and the points. */
  @Override
  public long size() {
    return sources[holders[0]].size();
  }

  @Override
  public long modified() {
    return sources[holders[0]].modified();
  }

  @Override
  public long points() {
    return sources[holders[0]].points();
  }

  /** Closes all sources, even if one fails. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (NameCursor source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
