package org.buckytools.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.archive.ArchivedFile;
import org.buckytools.archive.GivenUpException;
import org.buckytools.archive.Placed;
import org.buckytools.archive.Placed.Outcome;
import org.buckytools.archive.Sink;
import org.buckytools.client.AgentException;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.tree.Snapshot;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Stored;

/** Has metrics of an archive or a backup filled into the files of all their owners. */
final class ClusterSink implements Sink {
  private final Cluster cluster;
  private final Lookup lookup;
  private final RoutedNames routed;
  private final boolean single;
  private final Patience patience;

  /**
   * @param single whether only the agent that was asked first gets anything
   */
  ClusterSink(Cluster cluster, Ring ring, RoutedNames routed, boolean single, Patience patience) {
    this.cluster = cluster;
    this.lookup = ring.lookup();
    this.routed = routed;
    this.single = single;
    this.patience = patience;
  }

  @Override
  public void put(ArchivedFile member, Receipt receipt) throws IOException, InterruptedException {
    receipt.placed(put(member));
  }

  private Placed put(ArchivedFile member) throws IOException, InterruptedException {
    MetricName name = member.name();
    Snapshot.check(ByteBuffer.wrap(member.content()), name.path());
    List<Member> owners = owners(name);
    if (owners.isEmpty()) {
      return new Placed(Outcome.ELSEWHERE, 0);
    }
    List<String> failures = new ArrayList<>();
    boolean silent = true;
    long points = 0;
    Outcome outcome = Outcome.UNCHANGED;
    for (Member owner : owners) {
      if (!owner.isSound()) {
        failures.add(owner + " is asked no more");
        continue;
      }
      try {
        Stored stored = post(owner, member);
        patience.succeeded(owner);
        points += stored.points();
        outcome = combined(outcome, stored.outcome());
      } catch (IOException failure) {
        if (failure instanceof AgentException trouble) {
          patience.failed(owner, trouble);
        }
        failures.add(Failures.message(failure));
        silent = false;
      }
    }
    if (failures.isEmpty()) {
      return new Placed(outcome, points);
    }
    if (cluster.members().stream().noneMatch(Member::isSound)) {
      throw new GivenUpException("no agent is left to restore to", null);
    }
    if (silent) {
      throw new NobodyLeftException(name);
    }
    String places = " (" + (owners.size() - failures.size()) + " of its owners have it)";
    throw new IOException(
        name + ": " + String.join("; ", failures) + (owners.size() > 1 ? places : ""));
  }

  /** Whom to give it to: all owners, or with --single that one if it is an owner. */
  private List<Member> owners(MetricName name) {
    // What no relay routes is given a place of its own, so that it is not lost.
    String key = routed.routedBy(name).orElse(name.toString());
    List<String> hosts = lookup.replicas(key).stream().map(Node::host).distinct().toList();
    if (single) {
      Member only = cluster.first();
      return hosts.contains(only.host()) ? List.of(only) : List.of();
    }
    return hosts.stream().map(host -> cluster.member(host).orElseThrow()).toList();
  }

  private static Stored post(Member owner, ArchivedFile member)
      throws IOException, InterruptedException {
    int size = member.content().length;
    MetricStat stat =
        new MetricStat(
            member.name().toString(), size, member.mode(), member.modified(), 0, null, null);
    Stored stored = owner.client().post(member.name(), stat, member.content());
    // One of ours has told the digest of what it received, which the client has compared.
    if (stored.received() == null && owner.client().stat(member.name()).isEmpty()) {
      throw new IOException(
          owner + ": it says it has stored " + member.name() + ", and has it not");
    }
    return stored;
  }

  private static Outcome combined(Outcome before, String outcome) {
    if (before == Outcome.CREATED || "created".equals(outcome)) {
      return Outcome.CREATED;
    }
    return "unchanged".equals(outcome) ? before : Outcome.FILLED;
  }
}
