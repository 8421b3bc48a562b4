package org.buckytools.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What an agent answers: the head, and a body to be read. */
final class Answer implements AutoCloseable {
  private static final int LONGEST_REASON = 4 << 10;

  private final Connection connection;
  private final Head head;
  private final AtomicReference<IOException> sending;
  private Body body;

  private Answer(Connection connection, Head head, AtomicReference<IOException> sending) {
    this.connection = connection;
    this.head = head;
    this.sending = sending;
  }

  static Answer to(Request request, Connection connection, Http http) throws IOException {
    AtomicReference<IOException> sending = new AtomicReference<>();
    Thread sender = null;
    IOException unsent = null;
    try {
      connection.send(request, http.address().toString(), http.settings().token());
      if (request.writer() != null) {
        // The answer may begin before the request ends.
        sender = Thread.ofPlatform().daemon().start(() -> write(request, connection, sending));
      }
    } catch (IOException e) {
      unsent = e; // It may have been refused in the middle, with a reason to read.
    }
    Head head;
    try {
      head = connection.readHead(http.settings().answer());
    } catch (IOException e) {
      IOException cause = unsent == null ? sending.get() : unsent;
      throw cause == null ? e : cause;
    }
    Answer answer = new Answer(connection, head, sending);
    boolean sent = unsent == null;
    Thread waited = sender;
    answer.body =
        connection.body(
            head,
            request.isHead(),
            whole -> {
              boolean done = sent && (waited == null || !waited.isAlive() && sending.get() == null);
              if (whole && done && head.isPersistent()) {
                http.putBack(connection);
              } else {
                connection.close();
              }
            });
    return answer;
  }

  private static void write(
      Request request, Connection connection, AtomicReference<IOException> sending) {
    try {
      connection.send(request.writer());
    } catch (IOException e) {
      sending.set(e);
    } catch (RuntimeException e) {
      sending.set(new IOException("the request could not be made: " + e, e));
      connection.close(); // The answer would never end.
    }
  }

  int status() {
    return head.status();
  }

  /** It will not now, and may soon. */
  boolean isOverloaded() {
    return head.status() == 503 || head.status() == 429;
  }

  Optional<String> header(String name) {
    return head.header(name);
  }

  Body body() {
    return body;
  }

  /** Why there was no whole request, through no fault of the agent's, if so. */
  Optional<IOException> unmade() {
    IOException failure = sending.get();
    return Optional.ofNullable(failure).filter(e -> e.getCause() instanceof RuntimeException);
  }

  /** For a body between whose parts more time may pass than usually. */
  void setStall(Duration limit) {
    connection.setStall(limit);
  }

  /**
   * The body as a whole.
   *
   * @throws ProtocolException if it is larger than that
   */
  byte[] bytes(int limit) throws IOException {
    long length = body.length();
    if (length > limit) {
      throw new ProtocolException("it has " + length + " bytes, more than the limit of " + limit);
    }
    byte[] bytes = new byte[length >= 0 ? (int) length : Math.min(limit, 64 << 10)];
    int size = 0;
    while (true) {
      if (size == bytes.length) {
        if (size == length) {
          break;
        }
        int one = body.read();
        if (one < 0) {
          break;
        }
        if (size == limit) {
          throw new ProtocolException("it is larger than the limit of " + limit + " bytes");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(1024, 2L * size)));
        bytes[size++] = (byte) one;
      } else {
        int got = body.read(bytes, size, bytes.length - size);
        if (got < 0) {
          break;
        }
        size += got;
      }
    }
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** What it says about an error: its first line, if it can be read. */
  String reason() {
    try {
      byte[] begin = body.readNBytes(LONGEST_REASON);
      String text = new String(begin, StandardCharsets.UTF_8).strip();
      return Shown.of(text.lines().findFirst().orElse(""));
    } catch (EOFException cut) {
      return "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
