package org.buckytools.agent.relocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Answers;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.http.Lines;
import org.buckytools.agent.http.Refusal;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;
import org.buckytools.wire.ContentDigest;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;
import org.buckytools.wire.WireJson;

/**
 * {@link Api#REMOVALS}: hides metrics, and tells when each is settled. A connection that is cut
 * keeps nothing from being settled.
 */
public final class RemovalsEndpoint implements Endpoint {
  private static final int PARALLEL = 32;
  private static final WireJson<Removal> REMOVAL = Removal.JSON;
  private static final WireJson<RemovalEvent> EVENT = RemovalEvent.JSON;

  private final Access access;
  private final MetricFiles files;
  private final PeerAccess peers;
  private final Journal journal;
  private final HidingFiles hiding;
  private final Settling settling;

  RemovalsEndpoint(
      Access access,
      MetricFiles files,
      PeerAccess peers,
      Journal journal,
      HidingFiles hiding,
      Settling settling) {
    this.access = access;
    this.files = files;
    this.peers = peers;
    this.journal = journal;
    this.hiding = hiding;
    this.settling = settling;
  }

  @Override
  public void serve(Exchange exchange) throws IOException, InterruptedException {
    Asker asker = Asker.of(exchange, access);
    exchange.allow("POST");
    Answers answers = new Answers(exchange);
    // Few bytes for each: its line is longer.
    List<Waiting> waiting = new ArrayList<>();
    Lines.each(
        exchange,
        PARALLEL,
        line -> {
          Waiting hidden = remove(asker, Lines.read(REMOVAL, line), answers);
          if (hidden != null) {
            synchronized (waiting) {
              waiting.add(hidden);
            }
          }
        });
    for (Waiting hidden : waiting) {
      hidden.tell(answers);
    }
    answers.end();
  }

  /** A hidden file of which whoever asked for it waits to hear. */
  private record Waiting(
      String metric, java.util.concurrent.CompletableFuture<Settling.Settled> settled) {
    void tell(Answers answers) throws IOException, InterruptedException {
      while (true) {
        try {
          Settling.Settled end =
              settled.get(Answers.QUIET.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
          String state = end.error() == null ? "settled" : "failed";
          answers.send(EVENT.bytes(new RemovalEvent(metric, state, end.points(), end.error())));
          return;
        } catch (java.util.concurrent.TimeoutException wait) {
          answers.send(new byte[0]);
        } catch (java.util.concurrent.ExecutionException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
  }

  private Waiting remove(Asker asker, Removal removal, Answers answers)
      throws IOException, InterruptedException {
    String state;
    Waiting waiting = null;
    String error = null;
    try {
      Hidden hidden = checked(asker, removal);
      state = hide(hidden);
      if (state.equals("hidden")) {
        waiting = new Waiting(removal.metric(), settling.start(hidden));
      }
    } catch (IOException | RuntimeException failure) {
      state = "failed";
      error = Failures.message(failure);
    }
    answers.send(EVENT.bytes(new RemovalEvent(removal.metric(), state, 0, error)));
    return waiting;
  }

  private Hidden checked(Asker asker, Removal removal) throws IOException {
    MetricName metric = MetricName.of(Lines.need(removal.metric(), "Metric"));
    MetricName as = removal.as() == null ? metric : MetricName.of(removal.as());
    String digest = Lines.need(removal.ifMatch(), "IfMatch");
    if (!ContentDigest.isOne(digest)) {
      throw new Refusal(Refusal.BAD_REQUEST, "'IfMatch' is no digest of 24 hexadecimal digits");
    }
    if (removal.owners().isEmpty()) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "'Owners' is empty: nobody would get what is written last");
    }
    asker.rights().require(Operation.DELETE, metric);
    // Settling fills it there with this agent's own token.
    asker.rights().require(Operation.UPDATE, as);
    List<String> owners = new ArrayList<>();
    for (String owner : removal.owners()) {
      owners.add(peers.check(owner));
    }
    return new Hidden(Hidden.newId(metric), metric, digest, owners, as);
  }

  String hide(Hidden hidden) throws IOException, InterruptedException {
    // Of what is refused nothing is noted. Where to look for it is on the disk.
    files.disk().run(_ -> files.places().of(hidden.metric()));
    journal.begin(hidden);
    HidingFiles.Outcome outcome;
    try {
      files.sync().await();
      outcome = hiding.hide(hidden);
      if (outcome != HidingFiles.Outcome.HIDDEN) {
        journal.end(hidden);
      }
    } catch (IOException | RuntimeException failure) {
      // It may be hidden nevertheless, or noted so. Settling finds out, and ends it only then.
      settling.start(hidden);
      throw failure;
    }
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
