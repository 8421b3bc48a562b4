package org.buckytools.console;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.buckytools.cluster.Agreement;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.wire.HashRing;

/** Shows the hosts of a cluster, their states, and who has another ring. */
public final class ServersReport {
  private static final int BAR = 20;

  private final Cluster cluster;
  private final Agreement agreement;
  private final Map<Member, Long> metrics;
  private final Map<Member, String> differences = new HashMap<>();

  /**
   * A report of what was found.
   *
   * @param metrics how many those have that have told
   */
  public ServersReport(Cluster cluster, Agreement agreement, Map<Member, Long> metrics) {
    this.metrics = metrics;
    this.cluster = cluster;
    this.agreement = agreement;
    agreement.differences().forEach(one -> differences.put(one.member(), one.what()));
  }

  /** Prints a table, and a line for each host that differs. */
  public void print(Console console) {
    RingDefinition ring = agreement.ring();
    console.println(
        "ring: "
            + ring.kind().hash()
            + " of "
            + ring.kind().relay().word()
            + ", "
            + Count.of(ring.nodes().size(), "node")
            + ", "
            + Count.of(ring.replicas(), "replica")
            + (ring.diverse() ? " on distinct hosts" : ""));
    Table table = new Table("HOST", "STATE", "VERSION", "RING");
    for (Member member : cluster.members()) {
      table.row(
          Printable.of(member.address()),
          member.state(),
          member.ring().isEmpty() ? "-" : Printable.of(version(member)),
          member.ring().isEmpty() ? "-" : differences.containsKey(member) ? "differs" : "agrees");
    }
    table.print(console);
    for (Agreement.Difference difference : agreement.differences()) {
      console.println(
          Printable.of(difference.member().address() + " differs: " + difference.what()));
    }
    if (!metrics.isEmpty() && cluster.members().size() > 1) {
      console.println("");
      printSpread(console);
    }
  }

  private void printSpread(Console console) {
    Map<String, Double> ideal = agreement.ring().ring().hostShares();
    double widest = 0;
    for (Member member : cluster.members()) {
      widest = Math.max(widest, Math.max(share(member), ideal.getOrDefault(member.host(), 0.0)));
    }
    Table table = new Table("HOST", ">METRICS", ">SHARE", ">BY RING", "SPREAD");
    for (Member member : cluster.members()) {
      boolean known = metrics.containsKey(member);
      table.row(
          Printable.of(member.address()),
          known ? Long.toString(metrics.get(member)) : "-",
          known ? percent(share(member)) : "-",
          percent(ideal.getOrDefault(member.host(), 0.0)),
          known && widest > 0 ? "|" + Bar.of(share(member) / widest, BAR) + "|" : "");
    }
    table.print(console);
  }

  /** The part of all metrics that are known that a host has. */
  private double share(Member member) {
    long all = metrics.values().stream().mapToLong(Long::longValue).sum();
    return all == 0 ? 0 : metrics.getOrDefault(member, 0L) / (double) all;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String version(Member member) {
    return member.ring().map(HashRing::version).orElse("buckyd");
  }

  /** Prints an object with the ring and an array of the hosts. */
  public void printJson(Console console) {
    RingDefinition ring = agreement.ring();
    Map<String, Double> ideal = ring.ring().hostShares();
    try (Json json = Json.indented(console)) {
      json.object().object("ring").field("hash", ring.kind().hash());
      json.field("relay", ring.kind().relay().word()).field("replicas", ring.replicas());
      json.field("diverse", ring.diverse()).array("nodes");
      for (Node node : ring.nodes()) {
        json.value(node.toString());
      }
      json.end().end().field("agreed", agreement.isReached()).array("servers");
      for (Member member : cluster.members()) {
        json.object().field("host", member.host()).field("address", member.address());
        json.field("state", member.state());
        json.field("version", member.ring().isEmpty() ? null : version(member));
        if (metrics.containsKey(member)) {
          json.field("metrics", metrics.get(member)).field("share", share(member));
        }
        json.field("ideal", ideal.getOrDefault(member.host(), 0.0));
        json.field("difference", differences.get(member));
        json.field("failure", member.failure().map(Throwable::getMessage).orElse(null)).end();
      }
      json.end().end();
    }
  }
}
