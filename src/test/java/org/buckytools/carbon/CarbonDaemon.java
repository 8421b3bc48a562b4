package org.buckytools.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.reference.Needs;
import org.buckytools.reference.ReferenceWhisper;

/** One of carbon's programs as it runs, and a connection to its line receiver. For one thread. */
final class CarbonDaemon {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Socket socket;
  private final OutputStream lines;

  private CarbonDaemon(Process process, Socket socket) throws IOException {
    this.process = process;
    this.socket = socket;
    this.lines = socket.getOutputStream();
  }

  /** Skips the test where the program is missing, and says so; fails it where CI=true. */
  static void require(Path program) {
    Needs.that(
        Files.isExecutable(program), program + " is missing; install Debian's graphite-carbon");
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param root the directory of its own, which has its carbon.conf
   * @param port of its line receiver
   * @param program what Python runs, with what comes before carbon's own arguments
   */
  static CarbonDaemon start(Path root, int port, String... program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ReferenceWhisper.PYTHON));
    command.addAll(List.of(program));
    command.add("--config=" + root.resolve("carbon.conf"));
    command.addAll(List.of("--pidfile=" + root.resolve("pid"), "--logdir=" + root));
    command.addAll(List.of("--nodaemon", "start"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(root.resolve("log").toFile()))
            .start();
    return new CarbonDaemon(process, connect(process, root, port));
  }

  private static Socket connect(Process process, Path root, int port)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException notYet) {
        boolean isOver = process.waitFor(50, TimeUnit.MILLISECONDS);
        if (isOver || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new AssertionError(
              "carbon does not listen: " + Files.readString(root.resolve("log")), notYet);
        }
      }
    }
  }

  /** Sends a point. */
  void send(String metric, double value, long time) throws IOException {
    lines.write((metric + " " + value + " " + time + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a failing host does. */
  void kill() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    socket.close();
  }

  /** Tells it to end and waits until it has. */
  void stop() throws IOException, InterruptedException {
    try {
      socket.close();
      process.destroy();
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("carbon ends in time")
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
