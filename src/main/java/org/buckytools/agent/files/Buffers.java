package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Memory for databases on their way from or to another host. It is used again, so that none is
 * cleared or collected for each of them. Thread-safe.
 */
public final class Buffers {
  private static final int SMALLEST_BITS = 16;
  private static final int KINDS = 6;
  private static final int MOST_KEPT = 16 << 20;

  private final List<ConcurrentLinkedDeque<ByteBuffer>> free =
      Stream.generate(ConcurrentLinkedDeque<ByteBuffer>::new).limit(KINDS).toList();
  private final AtomicInteger kept = new AtomicInteger();

  /** A direct buffer that whoever has it gives back once. */
  public final class Loan implements AutoCloseable {
    private final ByteBuffer buffer;
    private final int kind;

    private Loan(ByteBuffer buffer, int kind) {
      this.buffer = buffer;
      this.kind = kind;
    }

    /** The buffer. */
    public ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void close() {
      if (kind >= KINDS) {
        return;
      }
      if (kept.addAndGet(buffer.capacity()) > MOST_KEPT) {
        kept.addAndGet(-buffer.capacity());
      } else {
        free.get(kind).addFirst(buffer);
      }
    }
  }

  /**
   * Lends a buffer.
   *
   * @param size its limit
   * @throws IOException if there is no memory
   */
  public Loan take(int size) throws IOException {
    try {
      return lend(size);
    } catch (OutOfMemoryError none) {
      throw new IOException("the agent has no memory left for this; try again later", none);
    }
  }

  private Loan lend(int size) {
    int kind = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1) - SMALLEST_BITS);
    if (kind >= KINDS) {
      return new Loan(ByteBuffer.allocateDirect(size), kind);
    }
    ByteBuffer buffer = free.get(kind).pollFirst();
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(1 << SMALLEST_BITS + kind);
    } else {
      kept.addAndGet(-buffer.capacity());
    }
    return new Loan(buffer.clear().limit(size), kind);
  }
}
