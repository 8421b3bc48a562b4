package org.buckytools.agent.peers;

import java.util.Optional;
import java.util.function.Supplier;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.ForbiddenException;
import org.buckytools.agent.access.Operation;
import org.buckytools.client.ClientSettings;
import org.buckytools.metric.MetricName;

/**
 * How this agent talks to others. Thread-safe.
 *
 * @param peers which others
 * @param settings how long to wait, whom to trust and so on, now; without a token
 * @param tls whether agents speak TLS
 * @param access makes tokens for what this agent does itself
 */
public record PeerAccess(
    Peers peers, Supplier<ClientSettings> settings, boolean tls, Access access) {

  /** Checks an agent; see {@link Peers#check}. */
  public String check(String agent) throws ForbiddenException {
    return peers.check(agent);
  }

  /** Clients that show the token of whoever asks for something. */
  public PeerClients inTheNameOf(Optional<String> token) {
    return new PeerClients(settings.get(), tls, token);
  }

  /** The same, with or without compression. */
  public PeerClients inTheNameOf(Optional<String> token, boolean encoding) {
    return new PeerClients(settings.get().withEncoding(encoding), tls, token);
  }

  /** Clients for one operation on one metric, which this agent finishes by itself. */
  public PeerClients own(Operation operation, MetricName metric) {
    return new PeerClients(settings.get(), tls, access.token(operation, metric));
  }
}
