package org.buckytools.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.SSLException;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.codec.DamagedException;
import org.buckytools.wire.Api;

/**
 * Sends requests to one agent over connections that are used again. Thread-safe; as many requests
 * run at a time as threads call.
 */
final class Http implements AutoCloseable {
  // Shorter than servers keep idle connections: one closed under a request that must not be
  // repeated fails it.
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(3);
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);

  /** What becomes of an answer. */
  interface Reading<T> {
    T read(Answer answer) throws IOException;
  }

  private final Address address;
  private final ClientSettings settings;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Http(Address address, ClientSettings settings) {
    this.address = address;
    this.settings = settings;
  }

  /**
   * Sends a request and has its answer read, again if it fails on its way and may be repeated.
   *
   * @param reading gets the answer, which is closed after it
   */
  <T> T ask(Request request, Reading<T> reading) throws AgentException, InterruptedException {
    Duration wait = FIRST_WAIT;
    for (int again = settings.retries(); ; again--) {
      try (Answer answer = send(request)) {
        if (again > 0 && request.isRepeatable() && answer.isOverloaded()) {
          Thread.sleep(wait);
          wait = wait.multipliedBy(4);
          continue;
        }
        return reading.read(answer);
      } catch (IOException e) {
        AgentException failure = failure(request, e);
        boolean passes = failure.trouble() == Trouble.DEAD && !isUnknown(failure);
        if (again <= 0 || !passes || !request.isRepeatable()) {
          throw failure;
        }
        Thread.sleep(wait);
        wait = wait.multipliedBy(4);
      }
    }
  }

  private static boolean isUnknown(AgentException failure) {
    return failure.getCause() instanceof UnknownHostException;
  }

  /** Sends a request and hands its answer over as it comes; the caller closes it. */
  Answer open(Request request) throws AgentException, InterruptedException {
    Duration wait = FIRST_WAIT;
    for (int again = settings.retries(); ; again--) {
      try {
        return send(request);
      } catch (IOException e) {
        AgentException failure = failure(request, e);
        boolean passes = failure.trouble() == Trouble.DEAD && !isUnknown(failure);
        if (again <= 0 || !passes || !request.isRepeatable()) {
          throw failure;
        }
        Thread.sleep(wait);
        wait = wait.multipliedBy(4);
      }
    }
  }

  private Answer send(Request request) throws IOException {
    if (closed) {
      throw new IllegalStateException("the client of " + address + " is closed");
    }
    Connection connection = pooled();
    if (connection == null) {
      connection = Connection.open(address, settings);
    }
    try {
      return Answer.to(request, connection, this);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Connection pooled() {
    for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (next.isFresh(LONGEST_IDLE)) {
        return next;
      }
      next.close();
    }
    return null;
  }

  void putBack(Connection connection) {
    connection.idle();
    idle.addFirst(connection);
    if (closed) {
      close();
    }
  }

  ClientSettings settings() {
    return settings;
  }

  Address address() {
    return address;
  }

  /** Words a failure, or says that the thread was interrupted. */
  AgentException failure(Request request, IOException e) throws InterruptedException {
    if (e instanceof AgentException already) {
      return already;
    }
    if (e instanceof ClosedByInterruptException
        || e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)
        || Thread.currentThread().isInterrupted()) {
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException(address + ": " + request);
      interrupted.initCause(e);
      throw interrupted;
    }
    Trouble trouble =
        switch (e) {
          case SocketTimeoutException hung -> Trouble.HUNG;
          case SSLException untrusted -> Trouble.REFUSING;
          case ProtocolException garbage -> Trouble.GARBAGE;
          case DamagedException garbage -> Trouble.GARBAGE;
          default -> Trouble.DEAD;
        };
    return new AgentException(
        trouble, 0, address + ": " + request + ": " + words(request, e, trouble), e);
  }

  private String words(Request request, IOException e, Trouble trouble) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String told = Shown.of(message);
    return switch (trouble) {
      case HUNG ->
          "no answer within "
              + settings.answer().toMillis() / 1000.0
              + " s ("
              + told.toLowerCase(java.util.Locale.ROOT)
              + "); is it hung? More time: --timeout";
      case REFUSING -> noTls(told);
      case GARBAGE -> told;
      default ->
          e instanceof UnknownHostException
              ? "there is no host '" + Shown.of(address.host()) + "'"
              : e instanceof EOFException
                  ? told + (isFirst(request) ? "; if it speaks TLS write https://HOST" : "")
                  : told + "; is an agent running there?";
    };
  }

  /** Whether nothing has been asked before, so that it may speak anything. */
  private boolean isFirst(Request request) {
    return request.isOf(Api.HASH_RING) && !address.tls();
  }

  private static String noTls(String told) {
    if (told.contains("unrecognized SSL message")) {
      return "it does not speak TLS; leave https:// out";
    }
    return "TLS cannot be agreed on: " + told + "; which certificates to trust: --tls-ca";
  }

  /** What an answer means that nobody asked for. */
  AgentException unexpected(Request request, Answer answer) {
    int status = answer.status();
    String reason = answer.reason();
    String what = address + ": " + request + ": answered " + status;
    String said = reason.isEmpty() ? "" : ": " + reason;
    return switch (status) {
      case 401, 403 ->
          new AgentException(
              Trouble.REFUSING,
              status,
              what
                  + said
                  + (settings.token().isEmpty()
                      ? "; give a token: --api-token-file"
                      : reason.isEmpty() ? "; the token does not allow that" : ""),
              null);
      case 412 -> new AgentException(Trouble.CHANGED, status, what + said, null);
      default -> {
        boolean error = status >= 400;
        yield new AgentException(
            error ? Trouble.FAILED : Trouble.GARBAGE,
            status,
            what
                + (error
                    ? said
                    : ", which is no answer to that (is this an agent's port? "
                        + Api.USUAL_PORT
                        + " is usual)"),
            null);
      }
    };
  }

  @Override
  public void close() {
    closed = true;
    for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.close();
    }
  }
}
