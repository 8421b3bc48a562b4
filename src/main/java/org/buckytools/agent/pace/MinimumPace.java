package org.buckytools.agent.pace;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off peers that are too slow. A handler around those that serve, and a listener of the
 * connector. Thread-safe.
 *
 * <p>A body that comes too slowly is answered 408. An answer that is taken too slowly, and a
 * connection whose next header does not come, are closed. What is written at once counts as taken
 * until it is, so answers are to be written in parts.
 */
public final class MinimumPace extends Handler.Wrapper implements Connection.Listener {
  private static final long MOST_OFTEN = 10;
  private static final long CHECKS = 4;
  // For what has been answered to get through.
  private static final long PARTING_MILLIS = 1_000;

  private final long rate;
  private final long grace;
  private final long header;
  private final long period;
  private final Set<PacedRequest> running = ConcurrentHashMap.newKeySet();
  private final Map<Connection, Idle> connections = new ConcurrentHashMap<>();
  private volatile Scheduler.Task next;
  private volatile boolean ending;

  /** When a connection was last served a request, which it may be just now. */
  private static final class Idle {
    private volatile long since = System.nanoTime();
    private volatile boolean served;
  }

  /**
   * @param rate bytes a second, on average, that the peer has to send or take
   * @param grace how long the peer may be slower at first
   * @param header how long a connection may be without a request; the time that a header takes to
   *     come is a part of that
   */
  public MinimumPace(long rate, Duration grace, Duration header) {
    this.rate = rate;
    this.grace = grace.toNanos();
    this.header = header.toNanos();
    long shortest = Math.min(grace.toMillis(), header.toMillis());
    this.period = Math.max(MOST_OFTEN, shortest / CHECKS);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    schedule();
  }

  @Override
  protected void doStop() throws Exception {
    Scheduler.Task task = next;
    if (task != null) {
      task.cancel();
    }
    super.doStop();
  }

  private void schedule() {
    next = getServer().getScheduler().schedule(this::check, period, TimeUnit.MILLISECONDS);
  }

  /**
   * From now on closes connections soon that serve no request, and leaves the others alone until
   * they have been answered. For a server that is about to take no more requests.
   */
  public void end() {
    ending = true;
    connections.forEach(this::part);
  }

  private void part(Connection connection, Idle idle) {
    if (ending && !idle.served) {
      connection.getEndPoint().setIdleTimeout(PARTING_MILLIS);
    }
  }

  private void check() {
    try {
      long now = System.nanoTime();
      running.forEach(request -> request.check(now, rate, grace));
      connections.forEach(
          (connection, idle) -> {
            if (!idle.served && now - idle.since > header) {
              connection.getEndPoint().close();
            }
          });
    } finally {
      if (isRunning()) {
        schedule();
      }
    }
  }

  @Override
  public void onOpened(Connection connection) {
    // TLS is a connection of its own beneath that of HTTP.
    if (connection instanceof ConnectionMetaData) {
      Idle idle = new Idle();
      connections.put(connection, idle);
      part(connection, idle);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    PacedRequest paced = new PacedRequest(request);
    Connection connection = request.getConnectionMetaData().getConnection();
    Idle idle = connections.get(connection);
    running.add(paced);
    if (idle != null) {
      idle.served = true;
    }
    Request.addCompletionListener(
        request,
        failure -> {
          running.remove(paced);
          if (idle != null) {
            idle.since = System.nanoTime();
            idle.served = false;
            part(connection, idle);
          }
        });
    return super.handle(paced, paced.paced(response), callback);
  }
}
