package org.buckytools.agent.relocation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.tree.HiddenFiles;

/**
 * Hidden files that the list of removals does not have: it was lost, or the tree was copied from
 * another host. They go to the ring's owners as they are, or come back into sight if this agent is
 * one of those.
 */
final class Strays {
  private final Path root;
  private final Home home;
  private final PeerAccess peers;
  private final Journal journal;
  private final Settling settling;

  /**
   * Where this agent is.
   *
   * @param ring says who the owners are
   * @param node which of its hosts this is
   */
  record Home(RingDefinition ring, String node) {}

  /**
   * @param root of the tree
   */
  Strays(Path root, Home home, PeerAccess peers, Journal journal, Settling settling) {
    this.root = root;
    this.home = home;
    this.peers = peers;
    this.journal = journal;
    this.settling = settling;
  }

  /** Takes a hidden file that was found. */
  void found(Path file) {
    String id = file.getFileName().toString().substring(HiddenFiles.REMOVED.length());
    if (journal.isPending(id)) {
      return;
    }
    Optional<MetricName> metric = Hidden.metric(id, root.relativize(file));
    if (metric.isEmpty()) {
      settling.tell(
          file + ": which metric it was cannot be told any more; fill it into that, and remove it");
      return;
    }
    try {
      Hidden hidden =
          new Hidden(id, metric.get(), Hidden.UNKNOWN, owners(metric.get()), metric.get());
      journal.begin(List.of(hidden));
      settling.start(hidden);
    } catch (IOException failure) {
      settling.tell(file + ": " + Failures.message(failure));
    }
  }

  /** The owners; none if this agent is one. */
  private List<String> owners(MetricName metric) throws IOException {
    List<String> owners = new ArrayList<>();
    for (Node owner : home.ring().ring().replicas(metric.series().orElse(metric.toString()))) {
      if (owner.host().equals(home.node())) {
        return List.of();
      }
      owners.add(peers.check(owner.host()));
    }
    return owners;
  }
}
