package org.buckytools.agent.status;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Sends an agent's own numbers to a carbon line receiver, at intervals. What cannot be sent is
 * lost: the next numbers come soon.
 */
public final class CarbonPush implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  private final Status status;
  private final InetSocketAddress receiver;
  private final String prefix;
  private final InstantSource clock;
  private final Thread thread;

  /**
   * Begins to send.
   *
   * @param node names the agent: its dots become underscores
   */
  public CarbonPush(
      Status status,
      InetSocketAddress receiver,
      String node,
      Duration interval,
      InstantSource clock) {
    this.status = status;
    this.receiver = receiver;
    this.prefix = "bucky.agents." + node.replaceAll("[^A-Za-z0-9_-]", "_") + ".";
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("carbon").start(() -> run(interval));
  }

  private void run(Duration interval) {
    try {
      while (true) {
        try {
          send();
        } catch (IOException | RuntimeException unreachable) {
          // It may be being restarted.
        }
        Thread.sleep(interval);
      }
    } catch (InterruptedException end) {
      // The agent stops.
    }
  }

  private void send() throws IOException {
    long now = clock.instant().getEpochSecond();
    StringBuilder lines = new StringBuilder();
    for (Measure measure : Measure.of(status.now())) {
      lines.append(prefix).append(measure.name()).append(' ').append(measure.number());
      lines.append(' ').append(now).append('\n');
    }
    try (Socket socket = new Socket()) {
      // Looked up each time: the receiver may move.
      socket.connect(
          new InetSocketAddress(receiver.getHostString(), receiver.getPort()), CONNECT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
