package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.buckytools.cluster.relocation.Finished.Result;

/**
 * Sends a run's own metrics to a carbon line receiver, every while and when closed, under the names
 * that Go's bucky has for them. Failing to send is told once and harms nothing. Thread-safe.
 */
public final class RunMetrics implements RelocationListener, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5000;

  /**
   * Where they go.
   *
   * @param host of the receiver
   * @param port of the receiver
   * @param prefix what all begin with
   * @param interval how often to send
   */
  public record Receiver(String host, int port, String prefix, Duration interval) {}

  private final Receiver receiver;
  private final InstantSource clock;
  private final Consumer<String> trouble;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Pause pause;
  private final Thread thread;
  private volatile boolean closed;
  private boolean troubled;

  /**
   * Begins.
   *
   * @param total how many moves there are
   * @param trouble told if they cannot be sent
   */
  public RunMetrics(Receiver receiver, long total, InstantSource clock, Consumer<String> trouble) {
    this(receiver, total, clock, trouble, Pause.REAL);
  }

  RunMetrics(
      Receiver receiver, long total, InstantSource clock, Consumer<String> trouble, Pause pause) {
    this.receiver = receiver;
    this.pause = pause;
    this.clock = clock;
    this.trouble = trouble;
    counts.put("main.total_jobs", total);
    for (String name : new String[] {"finished_jobs", "not_found", "copy_error", "points"}) {
      counts.put("main." + name, 0L);
    }
    thread = Thread.ofPlatform().daemon().start(this::sendAgain);
  }

  private void sendAgain() {
    try {
      while (true) {
        pause.await(receiver.interval());
        try {
          send();
        } catch (IOException e) {
          // What closing has cut off is sent by it.
          if (!closed) {
            tell(e);
          }
        }
      }
    } catch (InterruptedException end) {
      // Closing sends once more.
    }
  }

  @Override
  public synchronized void finished(Finished finished) {
    counts.merge("main.finished_jobs", 1L, Long::sum);
    counts.merge("main.points", finished.points(), Long::sum);
    if (finished.result() == Result.GONE) {
      counts.merge("main.not_found", 1L, Long::sum);
    }
    if (finished.result() == Result.FAILED) {
      counts.merge("main.copy_error", 1L, Long::sum);
      counts.merge("node." + node(finished.agent()) + ".copy_error", 1L, Long::sum);
    }
    for (String owner : finished.move().owners()) {
      counts.merge("node." + node(owner) + ".finished_jobs", 1L, Long::sum);
    }
  }

  private static String node(String agent) {
    return agent.replaceFirst(":[0-9]+$", "").replaceAll("[^A-Za-z0-9-]", "_");
  }

  @Override
  public void lost(String agent, String reason) {}

  private void send() throws IOException {
    StringBuilder lines = new StringBuilder();
    long time = clock.instant().getEpochSecond();
    synchronized (this) {
      counts.forEach(
          (name, value) ->
              lines
                  .append(receiver.prefix())
                  .append('.')
                  .append(name)
                  .append(".last ")
                  .append(value)
                  .append(' ')
                  .append(time)
                  .append('\n'));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(receiver.host(), receiver.port()), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private synchronized void tell(IOException failure) {
    if (!troubled) {
      troubled = true;
      trouble.accept(
          receiver.host()
              + ":"
              + receiver.port()
              + ": the run's metrics are not sent: "
              + words(failure));
    }
  }

  /** What went wrong between here and a host, for people. */
  static String words(Exception failure) {
    return failure instanceof UnknownHostException
        ? "there is no such host"
        : failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** Sends the last counts. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      send();
    } catch (IOException e) {
      tell(e);
    }
  }
}
