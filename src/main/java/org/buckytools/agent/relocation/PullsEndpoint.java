package org.buckytools.agent.relocation;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.ForbiddenException;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Answers;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.http.Lines;
import org.buckytools.agent.jobs.Jobs;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.client.Fetched;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.WireJson;

/**
 * {@link Api#PULLS}: fetches metrics from other agents and fills them in. Of each line that says
 * so, the content was on the disk before its name was, and the name before the line was sent.
 */
public final class PullsEndpoint implements Endpoint {
  private static final int PARALLEL = 32;
  private static final WireJson<Pull> PULL = Pull.JSON;
  private static final WireJson<Pulled> PULLED = Pulled.JSON;

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
      Lines.each(
          exchange,
          PARALLEL,
          line -> {
            Pull pull = Lines.read(PULL, line);
            Pulled pulled = pulled(asker, clients, pull);
            job.done(1, pulled.bytes());
            answers.send(PULLED.bytes(pulled));
          });
    }
    answers.end();
  }

  private Pulled pulled(Asker asker, PeerClients clients, Pull pull) throws InterruptedException {
    try {
      MetricName there = MetricName.of(Lines.need(pull.metric(), "Metric"));
      MetricName here = MetricName.of(Lines.need(pull.as(), "As"));
      String from = Lines.need(pull.from(), "From");
      String peer;
      try {
        peer = peers.check(from);
      } catch (ForbiddenException stranger) {
        return failed(pull, stranger, Pulled.NO_PEER);
      }
      asker.rights().require(Operation.READ, there);
      asker.rights().require(pull.check() ? Operation.READ : Operation.UPDATE, here);
      Optional<Fetched> fetched = clients.of(peer).get(there);
      if (fetched.isEmpty()) {
        return told(pull, "absent", 0, 0, null, null, null, null);
      }
      byte[] bytes = fetched.get().bytes();
      MetricFiles.Result result =
          pull.check()
              ? files.compare(here, bytes, fetched.get().digest())
              : files.fillChecked(here, bytes, fetched.get().digest());
      return told(
          pull,
          result.outcome().name().toLowerCase(Locale.ROOT),
          result.points(),
          bytes.length,
          result.received(),
          result.digest(),
          null,
          null);
    } catch (IOException | RuntimeException failure) {
      return failed(pull, failure, Pulled.OTHER);
    }
  }

  private static Pulled failed(Pull pull, Exception failure, String reason) {
    return told(pull, "failed", 0, 0, null, null, Failures.message(failure), reason);
  }

  private static Pulled told(
      Pull pull,
      String outcome,
      long points,
      long bytes,
      String received,
      String digest,
      String error,
      String reason) {
    return new Pulled(
        pull.from(),
        pull.metric(),
        pull.as(),
        outcome,
        points,
        bytes,
        received,
        digest,
        error,
        reason);
  }
}
