package org.buckytools.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.buckytools.wire.WireJson;

/**
 * Serves a request of many lines, working on several at a time, each in a virtual thread.
 *
 * <p>All that comes is read at once, whatever the work's pace: clients that read no answer before
 * they have sent everything would else never end. So the number of lines has a limit.
 */
public final class Lines {
  private static final int LONGEST = 1 << 16;
  private static final byte[] END = {};

  /** What to do with a line. Thread-safe. */
  @FunctionalInterface
  public interface Work {
    /**
     * Works on a line.
     *
     * @param line without its end, not empty
     */
    void run(byte[] line) throws IOException, InterruptedException;
  }

  /** What to do with some lines that came together. Thread-safe. */
  @FunctionalInterface
  public interface BatchWork {
    /**
     * Works on them.
     *
     * @param lines without their ends, none of them empty; at least one
     */
    void run(List<byte[]> lines) throws IOException, InterruptedException;
  }

  private final Exchange exchange;
  private final int parallel;
  private final int most;
  private final BatchWork work;
  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final List<Thread> workers = new ArrayList<>();
  private Throwable failure;

  private Lines(Exchange exchange, int parallel, int most, BatchWork work) {
    this.exchange = exchange;
    this.parallel = parallel;
    this.most = most;
    this.work = work;
  }

  /**
   * Works on each line of a request's body. Returns when all is done.
   *
   * @param parallel how many at a time
   * @throws IOException the first failure; the lines that were not begun then are not worked on
   */
  public static void each(Exchange exchange, int parallel, Work work)
      throws IOException, InterruptedException {
    new Lines(exchange, parallel, 1, lines -> work.run(lines.getFirst())).run();
  }

  /**
   * Works on the lines of a request's body, on those together that have come by then.
   *
   * @param parallel how many batches at a time
   * @param most how many lines a batch has at most
   * @throws IOException the first failure; the lines that were not begun then are not worked on
   */
  public static void batches(Exchange exchange, int parallel, int most, BatchWork work)
      throws IOException, InterruptedException {
    new Lines(exchange, parallel, most, work).run();
  }

  /**
   * Reads a line of JSON.
   *
   * @throws Refusal if it is none
   */
  public static <T> T read(WireJson<T> json, byte[] line) throws Refusal {
    try {
      return json.read(line);
    } catch (IOException e) {
      throw new Refusal(Refusal.BAD_REQUEST, "a line cannot be read: " + e.getMessage());
    }
  }

  /**
   * A field of a line that must be there.
   *
   * @throws Refusal if it is not
   */
  public static String need(String value, String field) throws Refusal {
    if (value == null) {
      throw new Refusal(Refusal.BAD_REQUEST, "'" + field + "' is missing");
    }
    return value;
  }

  private void run() throws IOException, InterruptedException {
    try (InputStream in = exchange.bodyStream()) {
      read(in);
    } catch (IOException | RuntimeException broken) {
      fail(broken);
    } finally {
      workers.forEach(worker -> queue.add(END));
      for (Thread worker : workers) {
        worker.join();
      }
    }
    synchronized (this) {
      switch (failure) {
        case null -> {}
        case IOException e -> throw e;
        case InterruptedException e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new IOException(failure);
      }
    }
  }

  private void read(InputStream in) throws IOException {
    byte[] buffer = new byte[LONGEST];
    int length = 0;
    int count = 0;
    while (true) {
      int got = in.read(buffer, length, buffer.length - length);
      if (got < 0) {
        if (length > 0) {
          // Without its end it may be a part of a line.
          throw new Refusal(Refusal.BAD_REQUEST, "the last line has no end");
        }
        return;
      }
      int from = 0;
      int end = length + got;
      for (int at = length; at < end; at++) {
        if (buffer[at] == '\n') {
          if (at > from) {
            add(Arrays.copyOfRange(buffer, from, at), ++count);
          }
          from = at + 1;
        }
      }
      startWorkers();
      length = end - from;
      System.arraycopy(buffer, from, buffer, 0, length);
      if (length == LONGEST) {
        throw new Refusal(413, "a line is longer than " + LONGEST + " bytes");
      }
    }
  }

  private void add(byte[] line, int count) throws Refusal {
    if (count > exchange.limits().maxLines()) {
      throw new Refusal(
          413,
          "there are more than " + exchange.limits().maxLines() + " lines; send them in parts");
    }
    queue.add(line);
  }

  private void startWorkers() {
    int batches = (queue.size() + most - 1) / most;
    for (int i = Math.min(batches, parallel - workers.size()); i > 0; i--) {
      workers.add(Thread.ofVirtual().name("line").start(this::work));
    }
  }

  private void work() {
    try {
      for (byte[] line = queue.take(); line != END; line = queue.take()) {
        List<byte[]> batch = batch(line);
        // What comes after a failure is thrown away.
        if (!isFailed()) {
          work.run(batch);
        }
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private List<byte[]> batch(byte[] first) {
    if (most == 1) {
      return List.of(first);
    }
    List<byte[]> batch = new ArrayList<>(most);
    batch.add(first);
    while (batch.size() < most) {
      byte[] line = queue.poll();
      if (line == END) {
        queue.add(END);
        return batch;
      }
      if (line == null) {
        return batch;
      }
      batch.add(line);
    }
    return batch;
  }

  private synchronized boolean isFailed() {
    return failure != null;
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    } else if (failure != e) {
      failure.addSuppressed(e);
    }
  }
}
