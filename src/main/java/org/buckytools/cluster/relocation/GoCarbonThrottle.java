package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.buckytools.wire.GoCarbonInfo;
import org.buckytools.wire.WireJson;

/**
 * Spares hosts whose go-carbon has more points in its cache than it should: it writes them to the
 * same disk. Asks all of them again and again until closed; one that does not answer is not spared,
 * and told of once. Thread-safe.
 */
public final class GoCarbonThrottle implements Throttle, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5000;
  private static final int LONGEST = 1 << 20;

  /**
   * How to ask.
   *
   * @param protocol http or https
   * @param port where go-carbon's carbonserver listens
   * @param share how full the cache may be, up to 1
   * @param interval how often to ask
   */
  public record Asking(String protocol, int port, double share, Duration interval) {}

  private final Asking asking;
  private final Consumer<String> trouble;
  private final WireJson<GoCarbonInfo> json = GoCarbonInfo.JSON;
  private final Set<String> full = ConcurrentHashMap.newKeySet();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final Pause pause;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Asks once and goes on asking.
   *
   * @param agents HOST:PORT of the agents on the hosts
   * @param trouble told about hosts that do not answer
   */
  public GoCarbonThrottle(Asking asking, Collection<String> agents, Consumer<String> trouble) {
    this(asking, agents, trouble, Pause.REAL);
  }

  GoCarbonThrottle(
      Asking asking, Collection<String> agents, Consumer<String> trouble, Pause pause) {
    this.asking = asking;
    this.pause = pause;
    this.trouble = trouble;
    agents.forEach(this::ask);
    thread = Thread.ofPlatform().daemon().start(() -> askAgain(Set.copyOf(agents)));
  }

  private void askAgain(Set<String> agents) {
    try {
      while (true) {
        pause.await(asking.interval());
        agents.forEach(this::ask);
      }
    } catch (InterruptedException closed) {
      // Nobody wants to know any more.
    }
  }

  private void ask(String agent) {
    String host = agent.substring(0, agent.lastIndexOf(':'));
    String address = asking.protocol() + "://" + host + ":" + asking.port() + "/admin/info";
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream body = connection.getInputStream()) {
        if (json.read(body.readNBytes(LONGEST)).isFull(asking.share())) {
          full.add(agent);
        } else {
          full.remove(agent);
        }
        silent.remove(agent);
      }
    } catch (IOException | IllegalArgumentException e) {
      full.remove(agent);
      // A question that closing has cut off is not the host's fault.
      if (!closed && silent.add(agent)) {
        trouble.accept(address + ": " + RunMetrics.words(e) + "; the host is not spared");
      }
    }
  }

  @Override
  public boolean spares(String agent) {
    return full.contains(agent);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
