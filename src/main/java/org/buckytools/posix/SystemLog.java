package org.buckytools.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * The system's log: a datagram for each message, as syslog(3) sends them and RFC 3164 describes
 * them, to a socket of this machine. Each is sent by itself, so a log daemon may be started again
 * meanwhile. Thread-safe.
 */
public final class SystemLog {
  /** How much a message matters, in the numbers of the protocol. */
  public enum Severity {
    /** Somebody should look at it. */
    WARNING(4),
    /** All is well. */
    INFO(6);

    private final int number;

    Severity(int number) {
      this.number = number;
    }
  }

  /** Where log daemons listen. */
  public static final String USUAL_SOCKET = "/dev/log";

  /** The most bytes of a message in that protocol; some log daemons cut off what is longer. */
  private static final int LONGEST = 1024;

  private static final int DAEMON = 3 << 3;
  // A day of one digit has a space before it.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

  private final String socket;
  private final String tag;

  /**
   * A log that messages of one program go to.
   *
   * @param socket its path
   * @param program its name
   */
  public SystemLog(String socket, String program) {
    this.socket = socket;
    this.tag = program + "[" + ProcessHandle.current().pid() + "]: ";
  }

  /**
   * Sends a message.
   *
   * @param time of this machine's zone
   * @param text one line; what does not fit into a datagram is cut off
   * @throws IOException if nobody listens
   */
  public void send(Severity severity, ZonedDateTime time, String text) throws IOException {
    if (!UnixDatagram.isAddress(socket)) {
      throw new IOException("'" + socket + "' is no socket's name");
    }
    String start = "<" + (DAEMON | severity.number) + ">" + TIME.format(time) + " " + tag;
    UnixDatagram.send("log to", socket, cut(start + text));
  }

  private static byte[] cut(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) {
      return bytes;
    }
    int end = LONGEST;
    // Not within a character, whose further bytes begin with the bits 10.
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
