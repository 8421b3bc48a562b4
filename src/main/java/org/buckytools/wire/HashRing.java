package org.buckytools.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.buckytools.ring.InvalidRingException;
import org.buckytools.ring.Node;
import org.buckytools.ring.Relay;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/**
 * The ring as one agent knows it.
 *
 * <p>{@code Algo} is a name that buckyd has only if the ring is exactly buckyd's. For any other it
 * is the relay's name of the hash, which a Go client refuses: it would take the wrong hosts for
 * owners.
 *
 * @param name which of the nodes' hosts the agent is
 * @param nodes the members in their order
 * @param algo the hash's name
 * @param replicas how many owners a metric has; 0 stands for 1
 * @param relay ours: whose meaning of the name it is; null from buckyd
 * @param diverse ours: whether no host owns a metric twice
 * @param version ours: of the program; null from buckyd
 * @param features ours: words of {@link Feature}, and perhaps some of later versions
 * @param tree ours: tells the agent's tree from all others, whatever the agent is called; null from
 *     buckyd
 */
public record HashRing(
    String name,
    List<RingNode> nodes,
    String algo,
    int replicas,
    String relay,
    boolean diverse,
    String version,
    List<String> features,
    String tree) {
  /** How it is written in JSON. */
  public static final WireJson<HashRing> JSON =
      new WireJson<>(
          in ->
              new HashRing(
                  in.text("Name"),
                  in.objects(
                      "Nodes",
                      node ->
                          new RingNode(
                              node.text("Server"),
                              node.smallNumber("Port"),
                              node.text("Instance"))),
                  in.text("Algo"),
                  in.smallNumber("Replicas"),
                  in.text("Relay"),
                  in.flag("Diverse"),
                  in.text("Version"),
                  in.texts("Features"),
                  in.text("Tree")),
          (ring, out) ->
              out.text("Name", ring.name)
                  .objects(
                      "Nodes",
                      ring.nodes,
                      (node, fields) ->
                          fields
                              .text("Server", node.server)
                              .number("Port", node.port)
                              .text("Instance", node.instance))
                  .text("Algo", ring.algo)
                  .number("Replicas", ring.replicas)
                  .text("Relay", ring.relay)
                  .flag("Diverse", ring.diverse)
                  .text("Version", ring.version)
                  .texts("Features", ring.features)
                  .text("Tree", ring.tree));

  /**
   * A member as buckyd writes it.
   *
   * @param server the host
   * @param port of the daemon that the relay sends to, 0 if none was given
   * @param instance empty if there is none
   */
  public record RingNode(String server, int port, String instance) {}

  /** Lists are never null. */
  public HashRing {
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    features = features == null ? List.of() : List.copyOf(features);
  }

  /**
   * What an agent of ours answers.
   *
   * @param name which of the hosts it is
   * @param version of the program
   * @param tree tells its tree from all others
   */
  public static HashRing of(String name, RingDefinition ring, String version, String tree) {
    return new HashRing(
        name,
        ring.nodes().stream()
            .map(node -> new RingNode(node.host(), node.port(), node.instance()))
            .toList(),
        ring.kind().hash(),
        ring.replicas(),
        ring.kind().relay().word(),
        ring.diverse(),
        version,
        Arrays.stream(Feature.values()).map(Feature::word).toList(),
        tree);
  }

  /**
   * The ring to look owners up in.
   *
   * @throws InvalidRingException if there is no such ring
   */
  public RingDefinition definition() {
    Relay whose = relay == null ? Relay.BUCKYD : Relay.named(relay);
    RingKind kind = RingKind.named(algo, Optional.of(whose));
    List<Node> members =
        nodes.stream()
            .map(
                node ->
                    new Node(
                        node.server(), node.port(), node.instance() == null ? "" : node.instance()))
            .toList();
    return new RingDefinition(kind, members, Math.max(1, replicas), diverse);
  }

  /** Whether the agent announces a feature. */
  public boolean has(Feature feature) {
    return features.contains(feature.word());
  }
}
