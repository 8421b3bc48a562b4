package org.buckytools.agent.relocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/**
 * {@link Api#REMOVALS}: hides metrics, and tells when each is settled. A connection that is cut
 * keeps nothing from being settled.
 */
public final class RemovalsEndpoint implements Endpoint {
  private static final int PARALLEL = 4;
  private static final int MOST = 16;

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
    Lines.batches(
        exchange,
        PARALLEL,
        MOST,
        lines -> {
          List<Removal> removals = new ArrayList<>();
          for (byte[] line : lines) {
            removals.add(Lines.read(Removal.JSON, line));
          }
          List<Waiting> hidden = remove(asker, removals, answers);
          synchronized (waiting) {
            waiting.addAll(hidden);
          }
        });
    tell(waiting, answers);
    answers.end();
  }

  /** A hidden file of which whoever asked for it waits to hear. */
  private record Waiting(String metric, CompletableFuture<Settling.Settled> settled) {
    /** Waits for a while; whether it is settled. */
    boolean await() throws InterruptedException {
      try {
        settled.get(Answers.QUIET.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException wait) {
        return false;
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    byte[] line() {
      Settling.Settled end = settled.join();
      String state = end.error() == null ? "settled" : "failed";
      return event(metric, state, end.points(), end.error());
    }
  }

  /** Tells of each when it is settled, at once of those that are. */
  private static void tell(List<Waiting> waiting, Answers answers)
      throws IOException, InterruptedException {
    List<byte[]> lines = new ArrayList<>();
    for (Waiting hidden : waiting) {
      if (!hidden.settled().isDone()) {
        send(lines, answers);
        while (!hidden.await()) {
          answers.send(new byte[0]);
        }
      }
      lines.add(hidden.line());
    }
    send(lines, answers);
  }

  private static void send(List<byte[]> lines, Answers answers) throws IOException {
    if (!lines.isEmpty()) {
      answers.send(lines);
      lines.clear();
    }
  }

  private static byte[] event(String metric, String state, long points, String error) {
    return RemovalEvent.JSON.bytes(new RemovalEvent(metric, state, points, error));
  }

  private List<Waiting> remove(Asker asker, List<Removal> removals, Answers answers)
      throws IOException, InterruptedException {
    List<byte[]> lines = new ArrayList<>();
    Map<Hidden, String> accepted = new LinkedHashMap<>();
    for (Removal removal : removals) {
      try {
        accepted.put(checked(asker, removal), removal.metric());
      } catch (IOException | RuntimeException refused) {
        lines.add(event(removal.metric(), "failed", 0, Failures.message(refused)));
      }
    }
    List<Hidden> hidden = new ArrayList<>();
    for (var one : hide(List.copyOf(accepted.keySet())).entrySet()) {
      Exception failure = one.getValue().failure();
      String error = failure == null ? null : Failures.message(failure);
      lines.add(event(accepted.get(one.getKey()), one.getValue().state(), 0, error));
      if (one.getValue().isHidden()) {
        hidden.add(one.getKey());
      }
    }
    // Also if nobody listens any more.
    List<CompletableFuture<Settling.Settled>> settled = settling.start(hidden);
    answers.send(lines);
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < hidden.size(); i++) {
      waiting.add(new Waiting(accepted.get(hidden.get(i)), settled.get(i)));
    }
    return waiting;
  }

  /** Hides files that may be; tells what became of each. */
  Map<Hidden, RemovalBatch.Outcome> hide(List<Hidden> hidden) throws InterruptedException {
    return new RemovalBatch(files, journal, hiding, settling).hide(hidden);
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
}
