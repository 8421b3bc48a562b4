package org.buckytools.agent.page;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.agent.status.Status;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentException;
import org.buckytools.client.Shown;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.wire.AgentStatus;
import org.buckytools.wire.HashRing;
import org.buckytools.wire.Overview;
import org.buckytools.wire.RingAgreement;

/**
 * Keeps an eye on all hosts of the ring for whoever looks at the page. Others are asked with the
 * token that the viewer has shown, never with another, so that nobody sees more than he might ask
 * for himself. Viewers with the same token share the answers. Thread-safe.
 */
public final class Watch {
  /** How long the page waits for hosts that answered the last time. */
  private static final Duration PATIENCE = Duration.ofMillis(700);

  /** How long a host may take to be taken for one that answers. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** How long what a host said is good enough, however many look at it. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private static final Duration OWN_FRESH = Duration.ofMillis(250);

  private static final int MOST_TOKENS = 16;

  private final HashRing own;
  private final RingDefinition ring;
  private final Status status;
  private final PeerAccess peers;
  private final InstantSource clock;
  private RingDefinition shared;
  private Map<String, Double> shares = Map.of();

  private final Map<Optional<String>, List<WatchedHost>> views =
      new LinkedHashMap<>(MOST_TOKENS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Optional<String>, List<WatchedHost>> eldest) {
          return size() > MOST_TOKENS;
        }
      };

  /**
   * @param own the ring as this agent tells it
   * @param ring the same
   * @param status how this agent stands
   * @param peers the others
   */
  public Watch(
      HashRing own, RingDefinition ring, Status status, PeerAccess peers, InstantSource clock) {
    this.own = own;
    this.ring = ring;
    this.status = status;
    this.peers = peers;
    this.clock = clock;
  }

  /**
   * How all hosts are.
   *
   * @param token that the viewer has shown here
   * @param named whether he may see names of metrics
   */
  Overview look(Optional<String> token, boolean named) throws InterruptedException {
    List<WatchedHost> hosts = hosts(token);
    hosts.forEach(WatchedHost::refresh);
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (WatchedHost host : hosts) {
      host.await(end);
    }
    Map<String, Glance> seen = new LinkedHashMap<>();
    Map<String, HashRing> rings = new LinkedHashMap<>();
    for (WatchedHost host : hosts) {
      Glance glance = host.last();
      seen.put(host.host(), glance);
      if (glance.isGood()) {
        glance.ring().ifPresent(told -> rings.put(host.host(), told));
      }
    }
    RingAgreement agreement = RingAgreement.of(ring, rings, Shown::of);
    Map<String, Double> ideal = shares(agreement.ring());
    List<Overview.Host> all = new ArrayList<>();
    seen.forEach(
        (host, glance) ->
            all.add(
                new Overview.Host(
                    host,
                    state(glance),
                    glance.error(),
                    glance.answered(),
                    agreement.differences().getOrDefault(host, ""),
                    ideal.getOrDefault(host, 0.0),
                    glance.status().map(one -> named ? one : one.withoutNames()).orElse(null))));
    return new Overview(own.name(), now(), ring(agreement.ring()), all);
  }

  private static Overview.State state(Glance glance) {
    if (!glance.error().isEmpty()) {
      return Overview.State.SILENT;
    }
    return glance.answered() == 0 ? Overview.State.ASKED : Overview.State.ANSWERING;
  }

  private static Overview.Ring ring(RingDefinition most) {
    return new Overview.Ring(
        most.kind().hash(),
        most.kind().relay().word(),
        most.replicas(),
        most.diverse(),
        most.nodes().size());
  }

  private synchronized Map<String, Double> shares(RingDefinition most) {
    if (!most.equals(shared)) {
      shared = most;
      shares = most.ring().hostShares();
    }
    return shares;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private synchronized List<WatchedHost> hosts(Optional<String> token) {
    return views.computeIfAbsent(token, this::watched);
  }

  private List<WatchedHost> watched(Optional<String> token) {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : ring.nodes()) {
      names.add(node.host());
    }
    names.add(own.name());
    return names.stream()
        .map(
            name ->
                name.equals(own.name())
                    ? new WatchedHost(name, this::self, OWN_FRESH)
                    : new WatchedHost(name, before -> other(name, token, before), FRESH))
        .toList();
  }

  private Glance self(Glance before) {
    try {
      return new Glance(Optional.of(own), Optional.of(status.now()), "", now());
    } catch (IOException failure) {
      return before.silent(Shown.of(Failures.message(failure)));
    }
  }

  private Glance other(String host, Optional<String> token, Glance before)
      throws InterruptedException {
    try (PeerClients clients = peers.watching(token, LIMIT)) {
      AgentClient agent = clients.of(peers.check(host));
      HashRing told = agent.hashRing();
      Optional<AgentStatus> stands = agent.status();
      return new Glance(Optional.of(told), stands, "", now());
    } catch (AgentException failure) {
      return before.silent(words(failure));
    } catch (IOException | IllegalArgumentException failure) {
      return before.silent(Shown.of(String.valueOf(failure.getMessage())));
    }
  }

  private static String words(AgentException failure) {
    return switch (failure.trouble()) {
      case DEAD -> "nobody answers there";
      case HUNG -> "it did not answer within " + LIMIT.toSeconds() + " s";
      case REFUSING ->
          failure.status() == 0 ? "TLS cannot be agreed on" : "it does not accept your token";
      case GARBAGE -> "what answers there is no agent";
      default -> "it answers " + failure.status();
    };
  }
}
