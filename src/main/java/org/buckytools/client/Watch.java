package org.buckytools.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel on which something takes too long; channels themselves wait for ever. It looks
 * now and then, so that one operation costs it nothing: it gives up between the limit and a quarter
 * more. For one operation at a time.
 */
final class Watch {
  private static final int LOOKS = 4;

  private final SocketChannel channel;
  private volatile long limit;
  private volatile long since;
  private volatile boolean waiting;
  private volatile boolean stuck;
  private boolean looking;

  /** What is done on a channel. */
  @FunctionalInterface
  interface Operation {
    int on(SocketChannel channel) throws IOException;
  }

  Watch(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Does something on the channel.
   *
   * @param nanos how long it may take
   * @param words what is the matter if it takes longer
   * @throws SocketTimeoutException if it takes longer
   */
  int guard(long nanos, String words, Operation operation) throws IOException {
    limit = nanos;
    since = System.nanoTime();
    waiting = true;
    if (!looking) {
      looking = true;
      later();
    }
    try {
      return operation.on(channel);
    } catch (IOException closed) {
      if (stuck) {
        throw new SocketTimeoutException(words);
      }
      throw closed;
    } finally {
      waiting = false;
    }
  }

  private void later() {
    CompletableFuture.delayedExecutor(Math.max(1, limit / LOOKS), TimeUnit.NANOSECONDS)
        .execute(this::look);
  }

  private void look() {
    if (!channel.isOpen()) {
      return;
    }
    if (waiting && System.nanoTime() - since > limit) {
      stuck = true;
      try {
        channel.close();
      } catch (IOException gone) {
        // It is.
      }
      return;
    }
    later();
  }
}
