package org.buckytools.agent;

import java.io.IOException;
import java.util.Optional;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Form;
import org.buckytools.agent.http.Refusal;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.client.AgentException;
import org.buckytools.client.Fetched;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;

/** Fetches for a client what it would otherwise fetch itself and send here. Thread-safe. */
final class Offload {
  private static final int FORBIDDEN = 403;

  private final PeerAccess peers;

  Offload(PeerAccess peers) {
    this.peers = peers;
  }

  /**
   * Fetches what a request names.
   *
   * @throws Refusal 404 if there it is not, 403 if the sender may not have it, 400 if it cannot be
   *     had
   */
  Fetched fetch(Exchange exchange, Asker asker, MetricName name)
      throws IOException, InterruptedException {
    Form form = exchange.form();
    String server = peers.check(form.need(Api.SERVER));
    MetricName there =
        form.get(Api.METRIC).isPresent() ? MetricName.of(form.need(Api.METRIC)) : name;
    // There it may be asked for, too, but not if the other agent asks nobody.
    asker.rights().require(Operation.READ, there);
    Optional<Fetched> fetched;
    try (PeerClients clients = peers.inTheNameOf(asker.token(), !form.isTrue(Api.NO_ENCODING))) {
      fetched = clients.of(server).get(there);
    } catch (AgentException failure) {
      int status = failure.status() == FORBIDDEN ? FORBIDDEN : Refusal.BAD_REQUEST;
      throw new Refusal(status, "Error fetching metric: " + failure.getMessage());
    }
    return fetched.orElseThrow(
        () ->
            new Refusal(
                Refusal.NOT_FOUND, "Error fetching metric: '" + there + "' is not at " + server));
  }
}
