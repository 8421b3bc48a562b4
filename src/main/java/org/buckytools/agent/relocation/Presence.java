package org.buckytools.agent.relocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.client.Records;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.MetricStat;

/**
 * Asks owners whether they have, in sight, what is about to be removed here. They had it when it
 * was hidden; but somebody may have removed it there since, to bring it here. Thread-safe.
 */
final class Presence {
  private final PeerAccess peers;

  Presence(PeerAccess peers) {
    this.peers = peers;
  }

  /** Whether all owners of a hidden file have its metric. */
  boolean isEverywhere(Hidden hidden) throws IOException, InterruptedException {
    return !everywhere(List.of(hidden)).isEmpty();
  }

  /**
   * Those of some hidden files whose owners all have the metric.
   *
   * @throws IOException if an owner does not tell
   */
  List<Hidden> everywhere(List<Hidden> all) throws IOException, InterruptedException {
    Map<String, List<Hidden>> byOwner = new LinkedHashMap<>();
    for (Hidden hidden : all) {
      hidden
          .owners()
          .forEach(owner -> byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(hidden));
    }
    List<Hidden> left = new ArrayList<>(all);
    for (Map.Entry<String, List<Hidden>> asked : byOwner.entrySet()) {
      Set<String> there = there(asked.getKey(), asked.getValue());
      left.removeIf(
          hidden ->
              hidden.owners().contains(asked.getKey()) && !there.contains(hidden.as().toString()));
    }
    return left;
  }

  private Set<String> there(String owner, List<Hidden> all)
      throws IOException, InterruptedException {
    Set<String> there = new HashSet<>();
    if (peers.hasTokens(all.getFirst().as())) {
      // A token of our own is for one metric.
      for (Hidden hidden : all) {
        ask(owner, List.of(hidden.as()), there);
      }
    } else {
      ask(owner, all.stream().map(Hidden::as).distinct().toList(), there);
    }
    return there;
  }

  private void ask(String owner, List<MetricName> metrics, Set<String> there)
      throws IOException, InterruptedException {
    try (PeerClients clients = peers.own(Operation.READ, metrics.getFirst());
        Records<MetricStat> told = clients.of(owner).stats(metrics)) {
      for (Optional<MetricStat> next = told.next(); next.isPresent(); next = told.next()) {
        if (next.get().error() == null) {
          there.add(next.get().name());
        } else if (!next.get().error().equals(MetricStat.NOT_FOUND)) {
          throw new IOException(owner + ": " + next.get().error());
        }
      }
    }
  }
}
