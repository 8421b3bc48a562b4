package org.buckytools.agent.peers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.ForbiddenException;
import org.buckytools.agent.access.Operation;
import org.buckytools.client.ClientSettings;
import org.buckytools.metric.MetricName;

/** How this agent talks to others. Thread-safe. */
public final class PeerAccess {
  // The next request for many metrics comes within a moment, or much later.
  private static final long LINGER_SECONDS = 2;

  private final Peers peers;
  private final Supplier<ClientSettings> settings;
  private final boolean tls;
  private final Access access;
  private final Map<ClientSettings, PeerClients> shared = new HashMap<>();
  private final Executor later =
      CompletableFuture.delayedExecutor(LINGER_SECONDS, TimeUnit.SECONDS);

  /**
   * @param peers which others
   * @param settings how long to wait, whom to trust and so on, now; without a token
   * @param tls whether agents speak TLS
   * @param access makes tokens for what this agent does itself
   */
  public PeerAccess(Peers peers, Supplier<ClientSettings> settings, boolean tls, Access access) {
    this.peers = peers;
    this.settings = settings;
    this.tls = tls;
    this.access = access;
  }

  /** Checks an agent; see {@link Peers#check}. */
  public String check(String agent) throws ForbiddenException {
    return peers.check(agent);
  }

  /** Clients that show the token of whoever asks for something. */
  public PeerClients inTheNameOf(Optional<String> token) {
    return shared(settings.get(), token);
  }

  /** The same, with or without compression. */
  public PeerClients inTheNameOf(Optional<String> token, boolean encoding) {
    return shared(settings.get().withEncoding(encoding), token);
  }

  /**
   * Clients that show the token of whoever wants to know how the others are, and who does not wait
   * for long.
   *
   * @param limit for an answer to begin, and to go on
   */
  public PeerClients watching(Optional<String> token, Duration limit) {
    return shared(settings.get().withTimeout(limit).withoutRetries(), token);
  }

  /** Clients for one operation on one metric, which this agent finishes by itself. */
  public PeerClients own(Operation operation, MetricName metric) {
    return shared(settings.get(), access.token(operation, metric));
  }

  /** Whether {@link #own} shows a token, which is good for nothing else. */
  public boolean hasTokens(MetricName metric) {
    return access.token(Operation.READ, metric).isPresent();
  }

  private synchronized PeerClients shared(ClientSettings plain, Optional<String> token) {
    ClientSettings key = token.map(plain::withToken).orElse(plain);
    PeerClients clients =
        shared.computeIfAbsent(key, added -> new PeerClients(added, tls, this::released));
    clients.users++;
    clients.uses++;
    return clients;
  }

  private synchronized void released(PeerClients clients) {
    clients.users--;
    if (clients.users == 0) {
      long last = clients.uses;
      later.execute(() -> endIfUnused(clients, last));
    }
  }

  private synchronized void endIfUnused(PeerClients clients, long last) {
    if (clients.uses == last) {
      shared.remove(clients.settings());
      clients.end();
    }
  }
}
