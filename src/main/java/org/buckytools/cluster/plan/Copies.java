package org.buckytools.cluster.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;

/**
 * Makes moves that copy metrics into others, of another name or in another cluster, and remove
 * nothing unless that is asked for. For one thread.
 */
public final class Copies {
  private final Lookup lookup;
  private final RoutedNames routed;
  private final Map<String, String> agents;
  private final boolean removes;

  /**
   * Copies to the owners by a ring.
   *
   * @param agents HOST:PORT of those that may be written, by host
   */
  public Copies(Ring ring, RoutedNames routed, Map<String, String> agents) {
    this(ring, routed, agents, false);
  }

  /**
   * Copies to the owners by a ring.
   *
   * @param agents HOST:PORT of those that may be written, by host
   * @param removes whether the sources go when all owners have what they hold; only within a
   *     cluster
   */
  public Copies(Ring ring, RoutedNames routed, Map<String, String> agents, boolean removes) {
    this.lookup = ring.lookup();
    this.routed = routed;
    this.agents = Map.copyOf(agents);
    this.removes = removes;
  }

  /** The current metric wherever it is, those who own it first. */
  public static List<Source> sources(PlacedNames names) {
    List<Source> owners = new ArrayList<>();
    List<Source> others = new ArrayList<>();
    String metric = names.name().text();
    for (int i = 0; i < names.holders(); i++) {
      int holder = names.holder(i);
      Source source = new Source(names.allHolders().get(holder).address(), metric, true, false);
      (names.belongsTo(holder) ? owners : others).add(source);
    }
    owners.addAll(others);
    return owners;
  }

  /**
   * Copies sources into a metric, one after the other.
   *
   * @return nothing if nobody can tell who owns the metric
   */
  public Optional<Move> into(MetricName metric, List<Source> sources) {
    Optional<String> key = routed.routedBy(metric);
    if (key.isEmpty() || routed.isWrittenLocally(metric)) {
      return Optional.empty();
    }
    Set<String> owners = new LinkedHashSet<>();
    Optional<String> blocked = Optional.empty();
    List<Fill> fills = new ArrayList<>();
    for (Node node : lookup.replicas(key.get())) {
      String agent = agents.get(node.host());
      if (agent == null) {
        blocked = Optional.of(node.host() + " is an owner and does not take part");
      } else if (owners.add(agent)) {
        for (int i = 0; i < sources.size(); i++) {
          Source source = sources.get(i);
          if (!source.agent().equals(agent) || !source.metric().equals(metric.toString())) {
            fills.add(new Fill(agent, i));
          }
        }
      }
    }
    boolean go = removes && blocked.isEmpty();
    List<Source> going =
        sources.stream()
            .map(one -> new Source(one.agent(), one.metric(), one.misplaced(), go))
            .toList();
    return Optional.of(
        new Move(
            metric.toString(), List.copyOf(owners), going, fills, NameCursor.UNKNOWN, blocked));
  }
}
