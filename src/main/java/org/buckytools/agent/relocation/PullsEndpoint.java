package org.buckytools.agent.relocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Answers;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Lines;
import org.buckytools.agent.jobs.Jobs;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.wire.Api;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;

/**
 * {@link Api#PULLS}: fetches metrics from other agents and fills them in. Of each line that says
 * so, the content was on the disk before its name was, and the name before the line was sent.
 */
public final class PullsEndpoint implements Endpoint {
  // As many as are asked for together are fetched together, from each agent that has some.
  private static final int PARALLEL = 4;
  private static final int MOST = 16;

  private final Access access;
  private final MetricFiles files;
  private final PeerAccess peers;
  private final Jobs jobs;

  /** Serves it. */
  public PullsEndpoint(Access access, MetricFiles files, PeerAccess peers, Jobs jobs) {
    this.access = access;
    this.files = files;
    this.peers = peers;
    this.jobs = jobs;
  }

  @Override
  public void serve(Exchange exchange) throws IOException, InterruptedException {
    Asker asker = Asker.of(exchange, access);
    exchange.allow("POST");
    Answers answers = new Answers(exchange);
    try (PeerClients clients = peers.inTheNameOf(asker.token());
        Jobs.Job job = jobs.begin("fetching", "metrics from other hosts", 0)) {
      Lines.batches(
          exchange,
          PARALLEL,
          MOST,
          lines -> {
            List<Pull> pulls = new ArrayList<>();
            for (byte[] line : lines) {
              pulls.add(Lines.read(Pull.JSON, line));
            }
            new PullBatch(asker, files, peers, clients, pulled -> tell(pulled, job, answers))
                .run(pulls);
          });
    }
    answers.end();
  }

  private static void tell(List<Pulled> all, Jobs.Job job, Answers answers) throws IOException {
    for (Pulled pulled : all) {
      job.done(1, pulled.bytes());
    }
    answers.send(all.stream().map(Pulled.JSON::bytes).toList());
  }
}
