package org.buckytools.posix;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.reference.Needs;

/** A socket for datagrams, which Java has no class for, and what arrives there. */
public final class LogDaemon implements AutoCloseable {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String PROGRAM =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      print("bound", flush=True)
      while True:
          sys.stdout.buffer.write(s.recv(65536) + b"\\n")
          sys.stdout.flush()
      """;

  private final Process process;
  private final BufferedReader lines;

  private LogDaemon(Process process) {
    this.process = process;
    this.lines = process.inputReader();
  }

  /**
   * Begins to listen.
   *
   * @param socket which does not exist yet; stays
   * @return a daemon that hears what is sent there
   */
  public static LogDaemon start(Path socket) throws IOException {
    Needs.that(Files.exists(PYTHON), "no " + PYTHON + " here; apt-get install python3");
    LogDaemon daemon =
        new LogDaemon(
            new ProcessBuilder(PYTHON.toString(), "-c", PROGRAM, socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    if (!"bound".equals(daemon.next())) {
      daemon.close();
      throw new IOException("cannot listen on " + socket);
    }
    return daemon;
  }

  /**
   * Waits for the next message.
   *
   * @return what it holds
   */
  public String next() throws IOException {
    return lines.readLine();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    lines.close();
  }
}
