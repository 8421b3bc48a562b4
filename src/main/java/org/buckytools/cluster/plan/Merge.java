package org.buckytools.cluster.plan;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.buckytools.metric.NameCursor;

/**
 * Reads several sorted streams of names as one, each name once, with who has it. For one thread.
 */
public final class Merge implements AutoCloseable {
  private final NameCursor[] cursors;
  // A heap of the cursors that are not at the end and not at the current name, least name first.
  private final int[] heap;
  private int waiting;
  private final int[] current;
  private int count;

  /** Reads these, which it closes. */
  public Merge(List<NameCursor> cursors) {
    this.cursors = cursors.toArray(NameCursor[]::new);
    heap = new int[this.cursors.length];
    current = new int[this.cursors.length];
    // Before the first name all are at it, so that they go on.
    count = this.cursors.length;
    Arrays.setAll(current, i -> i);
  }

  /** Goes on to the next name; false at the end. */
  public boolean next() throws IOException {
    for (int i = 0; i < count; i++) {
      if (cursors[current[i]].next()) {
        push(current[i]);
      }
    }
    count = 0;
    if (waiting == 0) {
      return false;
    }
    do {
      current[count++] = pop();
    } while (waiting > 0 && compare(heap[0], current[0]) == 0);
    Arrays.sort(current, 0, count);
    return true;
  }

  /** How many have the current name. */
  public int count() {
    return count;
  }

  /** Which has it, by its place among the cursors; ascending. */
  public int holder(int i) {
    return current[i];
  }

  /** A cursor by its place; at the current name if it has it. */
  public NameCursor cursor(int holder) {
    return cursors[holder];
  }

  private int compare(int one, int other) {
    NameCursor mine = cursors[one];
    NameCursor theirs = cursors[other];
    return Arrays.compareUnsigned(
        mine.bytes(), 0, mine.length(), theirs.bytes(), 0, theirs.length());
  }

  private void push(int cursor) {
    int at = waiting++;
    while (at > 0 && compare(cursor, heap[(at - 1) / 2]) < 0) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = cursor;
  }

  private int pop() {
    int least = heap[0];
    int last = heap[--waiting];
    int at = 0;
    for (int child = 1; child < waiting; child = 2 * at + 1) {
      if (child + 1 < waiting && compare(heap[child + 1], heap[child]) < 0) {
        child++;
      }
      if (compare(last, heap[child]) <= 0) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return least;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (NameCursor cursor : cursors) {
      try {
        cursor.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
