package org.buckytools.agent;

import java.io.IOException;
import org.buckytools.agent.files.FileContent;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Form;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;

/** Fetches for a client what it would otherwise fetch itself and send here. */
final class Offload {
  private final Peers peers;
  private final Fetching fetching;

  Offload(Peers peers, Fetching fetching) {
    this.peers = peers;
    this.fetching = fetching;
  }

  FileContent fetch(Exchange exchange, Asker asker, MetricName name)
      throws IOException, InterruptedException {
    Form form = exchange.form();
    String server = peers.check(form.need(Api.SERVER));
    MetricName there =
        form.get(Api.METRIC).isPresent() ? MetricName.of(form.need(Api.METRIC)) : name;
    return fetching.fetch(server, there, asker.token(), !form.isTrue(Api.NO_ENCODING));
  }
}
