package org.buckytools.ring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be the same everywhere for a ring to give the same answers.
 *
 * @param kind the kind
 * @param nodes the members, in the order of the relay's configuration, which matters
 * @param replicas how many owners each metric has, 1 to 255; where there are fewer nodes, or hosts
 *     if diverse, all of them own it
 * @param diverse no host owns a metric twice, though it have several nodes
 */
public record RingDefinition(RingKind kind, List<Node> nodes, int replicas, boolean diverse) {

  private static final int MOST_REPLICAS = 255;
  // carbon-c-relay cuts the key of an entry off beyond this; no configuration should rely on it.
  private static final int LONGEST_KEY = 255;

  /**
   * Checks that the relay would accept it too.
   *
   * @throws InvalidRingException if not
   */
  public RingDefinition {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new InvalidRingException("a ring without nodes owns nothing; name its nodes");
    }
    if (replicas < 1 || replicas > MOST_REPLICAS) {
      throw new InvalidRingException(
          replicas + " replicas cannot be; give a number from 1 to " + MOST_REPLICAS);
    }
    if (diverse && !kind.canBeDiverse()) {
      throw new InvalidRingException(
          kind.hash() + " of " + kind.relay().word() + " has no diverse replicas, only carbon has");
    }
    if (kind.relay() == Relay.C_RELAY && replicas > nodes.size()) {
      throw new InvalidRingException(
          replicas + " replicas on " + nodes.size() + " nodes: carbon-c-relay refuses that");
    }
    checkNodes(kind, nodes);
  }

  // Java derives both of a record, but only as it runs, which takes a tenth of a second.
  @Override
  public boolean equals(Object other) {
    return other instanceof RingDefinition that
        && kind == that.kind
        && nodes.equals(that.nodes)
        && replicas == that.replicas
        && diverse == that.diverse;
  }

  @Override
  public int hashCode() {
    return (31 * kind.hashCode() + nodes.hashCode()) * 31 + 2 * replicas + (diverse ? 1 : 0);
  }

  private static void checkNodes(RingKind kind, List<Node> nodes) {
    Map<String, Node> keys = new HashMap<>();
    for (Node node : nodes) {
      String key = key(kind, node);
      if (key.length() > LONGEST_KEY && !kind.isJump()) {
        throw new InvalidRingException("node '" + node + "' is too long for a ring");
      }
      Node same = keys.putIfAbsent(key, node);
      if (same != null) {
        throw new InvalidRingException(
            "nodes '"
                + same
                + "' and '"
                + node
                + "' are the same to "
                + kind.hash()
                + " of "
                + kind.relay().word()
                + "; give each an instance of its own");
      }
    }
    if (kind.relay() == Relay.C_RELAY) {
      checkServers(nodes);
    }
    if (kind == RingKind.JUMP_FNV1A_CH) {
      InstanceOrder.ofCRelay(nodes);
    }
  }

  // Every relay would lose metrics over two nodes of the same key, loop, or refuse to start.
  private static String key(RingKind kind, Node node) {
    return switch (kind) {
      // It hashes instances only, and can do without.
      case CARBON_FNV1A_CH -> RingKind.CARBON_CH.entryKey(node, 0);
      case JUMP_FNV1A_CH -> node.host() + " " + kind.port(node);
      case JUMP_FNV1A -> node.toString();
      default -> kind.entryKey(node, 99);
    };
  }

  private static void checkServers(List<Node> nodes) {
    Map<String, Node> servers = new HashMap<>();
    for (Node node : nodes) {
      Node same = servers.putIfAbsent(node.host() + " " + RingKind.FNV1A_CH.port(node), node);
      if (same != null) {
        throw new InvalidRingException(
            "nodes '"
                + same
                + "' and '"
                + node
                + "' have the same host and port, which carbon-c-relay takes for one server");
      }
    }
  }

  /**
   * Builds the ring.
   *
   * @return a ring that answers as the relay does
   */
  public Ring ring() {
    return kind.isJump() ? new JumpRing(this) : new PointRing(this);
  }
}
