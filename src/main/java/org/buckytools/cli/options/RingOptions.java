package org.buckytools.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.buckytools.ring.InvalidRingException;
import org.buckytools.ring.Node;
import org.buckytools.ring.Relay;
import org.buckytools.ring.RelayConfiguration;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/**
 * The ring, typed or from the relay's configuration: {@code --hash KIND [--relay RELAY] [--replicas
 * N] [--diverse]} and the nodes, or {@code --ring-from FILE [--cluster NAME]}.
 */
public final class RingOptions {

  private static final int MOST_REPLICAS = 255;
  private static final Kind<String> HASH =
      new Kind<>(
          String.class,
          "KIND",
          text -> RingKind.named(text, Optional.empty()).hash(),
          RingKind.hashes());
  // buckyd's rings have names of their own.
  private static final List<String> RELAYS = List.of(Relay.CARBON.word(), Relay.C_RELAY.word());
  private static final Kind<Relay> RELAY =
      new Kind<>(Relay.class, "RELAY", RingOptions::relay, RELAYS);
  private static final Kind<Nodes> NODES = new Kind<>(Nodes.class, "A,B,…", Nodes::parse);
  private static final Kind<Node> NODE = new Kind<>(Node.class, "NODE", Node::parse);

  /** The nodes of one argument. */
  private record Nodes(List<Node> list) {
    static Nodes parse(String text) {
      return new Nodes(
          Arrays.stream(text.split(",", -1)).map(String::strip).map(Node::parse).toList());
    }
  }

  private final Arg<Optional<String>> hash;
  private final Arg<Optional<Relay>> relay;
  private final Arg<Optional<Integer>> replicas;
  private final Arg<Boolean> diverse;
  private final Arg<Optional<Path>> file;
  private final Arg<Optional<String>> cluster;
  private final Arg<List<Node>> nodes;
  private final Optional<RingKind> usual;

  private RingOptions(Syntax syntax, Optional<RingKind> usual, boolean nodesAreParameters) {
    this.usual = usual;
    hash = syntax.option("--hash", HASH, "the ring: " + String.join(", ", RingKind.hashes()));
    relay =
        syntax.option(
            "--relay",
            RELAY,
            "carbon or c-relay: whose KIND that is; by default carbon for carbon_ch and mmh3_ch,"
                + " else c-relay");
    replicas =
        syntax.option(
            "--replicas", Kind.number("N", 1, MOST_REPLICAS), "owners of a metric; by default 1");
    diverse = syntax.flag("--diverse", "replicas on distinct hosts, as carbon's DIVERSE_REPLICAS");
    if (nodesAreParameters) {
      nodes = syntax.parameters(NODE, 0, "the nodes of the ring, HOST[:PORT][=INSTANCE], in order");
    } else {
      Arg<Optional<Nodes>> list =
          syntax.option("--nodes", NODES, "the nodes, HOST[:PORT][=INSTANCE], in order");
      nodes = new Arg<>(() -> list.value().map(Nodes::list).orElse(List.of()));
    }
    file =
        syntax.option(
            "--ring-from", Kind.path("FILE"), "take the ring from carbon.conf or carbon-c-relay's");
    cluster =
        syntax.option(
            "--cluster",
            Kind.text("NAME"),
            "which cluster of carbon-c-relay's, or section of carbon.conf such as relay:b");
  }

  /**
   * Adds the options, with {@code --nodes}.
   *
   * @param syntax the command's
   * @return the options, of which none need be given
   */
  public static RingOptions on(Syntax syntax) {
    return checked(syntax, new RingOptions(syntax, Optional.empty(), false));
  }

  /**
   * Adds the options for a command whose parameters are the nodes.
   *
   * @param syntax the command's
   * @param usual the kind if none is given
   * @return the options, of which none need be given
   */
  public static RingOptions withNodesAsParameters(Syntax syntax, RingKind usual) {
    return checked(syntax, new RingOptions(syntax, Optional.of(usual), true));
  }

  private static RingOptions checked(Syntax syntax, RingOptions options) {
    syntax.check(options::check);
    return options;
  }

  private static Relay relay(String word) {
    return Arrays.stream(Relay.values())
        .filter(relay -> relay.word().equals(word) && RELAYS.contains(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + word + "' is none of carbon, c-relay"));
  }

  private void check() {
    if (file.value().isPresent() && typed()) {
      throw new UsageException(
          "--ring-from says all of the ring; leave --hash, --relay, --replicas, --diverse and the"
              + " nodes out");
    }
    if (cluster.value().isPresent() && file.value().isEmpty()) {
      throw new UsageException("--cluster says which ring of --ring-from, which is missing");
    }
    if (typed()) {
      definition();
    }
  }

  private boolean typed() {
    return hash.value().isPresent()
        || relay.value().isPresent()
        || replicas.value().isPresent()
        || diverse.value()
        || !nodes.value().isEmpty();
  }

  private RingDefinition definition() {
    if (hash.value().isEmpty() && usual.isEmpty()) {
      throw new UsageException(
          "--hash is missing; give one of " + String.join(", ", RingKind.hashes()));
    }
    if (nodes.value().isEmpty()) {
      throw new UsageException("the nodes of the ring are missing; write HOST[:PORT][=INSTANCE]");
    }
    try {
      RingKind kind =
          hash.value().map(name -> RingKind.named(name, relay.value())).orElseGet(usual::get);
      return new RingDefinition(kind, nodes.value(), replicas.value().orElse(1), diverse.value());
    } catch (InvalidRingException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * Tells whether a ring was given.
   *
   * @return whether there is one to read
   */
  public boolean given() {
    return file.value().isPresent() || typed();
  }

  /**
   * The ring.
   *
   * @return what was typed, or what the configuration says
   * @throws IOException if the configuration cannot be read or holds no ring
   * @throws UsageException if no ring was given
   */
  public RingDefinition read() throws IOException {
    if (file.value().isPresent()) {
      return RelayConfiguration.read(file.value().get(), cluster.value());
    }
    return definition();
  }
}
