package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.SharesReport;
import org.buckytools.ring.InstanceSearch;
import org.buckytools.ring.InstanceSearch.Found;
import org.buckytools.ring.InvalidRingException;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/** {@code bucky find-hash}: instances that spread metrics evenly. */
final class FindHashCommand implements Command {
  private static final int USUAL_TRIES = 1000;
  private static final int ALL = 1 << 16;
  private static final String USUAL_HASH = "carbon_ch";

  private final Arg<Path> file;
  private final Arg<String> hash;
  private final Arg<Optional<Integer>> max;
  private final Arg<Optional<Integer>> min;
  private final Arg<String> filter;
  private final Arg<Boolean> analyze;
  private final Arg<Optional<Path>> keys;
  private final Arg<Integer> tries;
  private final Arg<Optional<Integer>> seed;

  FindHashCommand(Syntax syntax) {
    syntax
        .description(
            "Looks for instance names with which a ring spreads metrics evenly over its nodes. It"
                + " tries random instances for the nodes that have none and prints the nodes of the"
                + " best ring it has seen, as DESTINATIONS of carbon-relay. No host is asked.",
            "FILE has a node a line, HOST[:PORT][=INSTANCE] or HOST:PORT:INSTANCE; empty lines and"
                + " those that begin with # are left out.")
        .example("bucky find-hash nodes.txt", "prints the best of 1000 rings")
        .example(
            "bucky find-hash --analyze --keys names.txt nodes.txt", "looks at a ring as it is");
    file = syntax.parameter(Kind.path("FILE"), "the nodes");
    hash =
        syntax.option(
            "--hash",
            new Kind<>(
                String.class,
                "KIND",
                text -> RingKind.named(text, Optional.empty()).hash(),
                RingKind.hashes()),
            USUAL_HASH,
            "the ring's; by default " + USUAL_HASH);
    max = syntax.option("--max", Kind.number("N", 1, ALL), "no node may have more of 65,536");
    min = syntax.option("--min", Kind.number("N", 0, ALL), "no node may have fewer");
    filter = syntax.option("--filter", Kind.text("PREFIX"), "", "print only nodes that begin so");
    analyze = syntax.flag("--analyze", "tell how even the ring of FILE is, and try nothing");
    keys = syntax.option("--keys", Kind.path("FILE"), "count where these metrics go, one a line");
    tries =
        syntax.option(
            "--tries",
            Kind.number("N", 1, Integer.MAX_VALUE),
            USUAL_TRIES,
            "how many rings to try; by default " + USUAL_TRIES);
    seed =
        syntax.option(
            "--seed", Kind.number("N", 0, Integer.MAX_VALUE), "try the same rings each time");
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    RingDefinition ring = definition();
    if (analyze.value()) {
      print(console, Found.of(ring.ring()));
      return ExitCode.OK;
    }
    Random random = seed.value().isPresent() ? new Random(seed.value().get()) : new Random();
    Found best = new InstanceSearch(ring, random).best(tries.value()).orElseThrow();
    if (best.most() > max.value().orElse(ALL) || best.least() < min.value().orElse(0)) {
      throw new IOException(
          "the best of "
              + tries.value()
              + " rings has from "
              + best.least()
              + " to "
              + best.most()
              + " a node; try more (--tries), or allow that (--min, --max)");
    }
    for (Node node : best.ring().definition().nodes()) {
      if (node.toString().startsWith(filter.value())) {
        console.println(destination(node));
      }
    }
    console.message(
        "from " + best.least() + " to " + best.most() + " of " + ALL + " positions a node");
    return ExitCode.OK;
  }

  private static String destination(Node node) {
    return node.port() == 0 || !node.hasInstance()
        ? node.toString()
        : new Node(node.host(), node.port(), "") + ":" + node.instance();
  }

  private RingDefinition definition() throws IOException {
    List<Node> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(file.value())) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        try {
          nodes.add(Node.parse(line.strip()));
        } catch (InvalidRingException e) {
          throw new IOException(file.value() + ": " + e.getMessage(), e);
        }
      }
    }
    try {
      RingKind kind = RingKind.named(hash.value(), Optional.empty());
      return new RingDefinition(kind, nodes, 1, false);
    } catch (InvalidRingException e) {
      throw new IOException(file.value() + ": " + e.getMessage(), e);
    }
  }

  private void print(Console console, Found found) throws IOException {
    Map<Node, Integer> counted = keys.value().isEmpty() ? Map.of() : count(found.ring());
    new SharesReport(found, counted, filter.value()).print(console);
  }

  private Map<Node, Integer> count(Ring ring) throws IOException {
    Map<Node, Integer> counted = new LinkedHashMap<>();
    Lookup lookup = ring.lookup();
    try (var lines = Files.lines(keys.value().get())) {
      lines
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> counted.merge(lookup.replicas(line).getFirst(), 1, Integer::sum));
    }
    return counted;
  }
}
