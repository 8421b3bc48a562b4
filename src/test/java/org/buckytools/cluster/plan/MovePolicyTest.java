package org.buckytools.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.metric.RoutedNames;
import org.buckytools.metric.TaggedSeries;
import org.buckytools.ring.Node;
import org.buckytools.ring.Relay;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;

/** Plans random clusters and carries the plans out on a model of sets of points. */
class MovePolicyTest {
  private static final RoutedNames ROUTED = new RoutedNames("carbon");
  private static final String UNKNOWN = new TaggedSeries("load;host=web1").hashedName().toString();

  /** Who has which points of which metric: host, metric, points. */
  private static final class Cluster {
    private final Map<String, Map<String, Set<Integer>>> hosts = new TreeMap<>();

    static Cluster random(Random random, List<String> hosts) {
      Cluster cluster = new Cluster();
      hosts.forEach(host -> cluster.hosts.put(host, new TreeMap<>()));
      int metrics = random.nextInt(12);
      for (int i = 0; i < metrics; i++) {
        String name = name(random);
        for (String host : hosts) {
          if (random.nextInt(3) == 0) {
            Set<Integer> points = new TreeSet<>();
            random.ints(random.nextInt(5), 0, 10).forEach(points::add);
            cluster.hosts.get(host).put(name, points);
          }
        }
      }
      return cluster;
    }

    private static String name(Random random) {
      return switch (random.nextInt(10)) {
        case 0 -> "carbon.agents.h.x" + random.nextInt(3);
        case 1 -> UNKNOWN;
        case 2 -> new TaggedSeries("s" + random.nextInt(9) + ";a=b").readableName().toString();
        case 3 -> "ä." + random.nextInt(100);
        default -> "m." + random.nextInt(1000);
      };
    }

    Cluster copy() {
      Cluster copy = new Cluster();
      hosts.forEach(
          (host, metrics) -> {
            Map<String, Set<Integer>> copies = new TreeMap<>();
            metrics.forEach((name, points) -> copies.put(name, new TreeSet<>(points)));
            copy.hosts.put(host, copies);
          });
      return copy;
    }

    List<Holder> holders(Set<String> absent) {
      return hosts.entrySet().stream()
          .filter(host -> !absent.contains(host.getKey()))
          .<Holder>map(host -> new FakeHolder(host.getKey(), host.getValue().keySet()))
          .toList();
    }

    void carryOut(Move move) {
      for (Fill fill : move.fills()) {
        Source source = move.sourceOf(fill);
        Set<Integer> points = of(source.agent()).get(source.metric());
        assertThat(points).as("%s is where it is read: %s", source, move).isNotNull();
        of(fill.owner()).computeIfAbsent(move.metric(), n -> new TreeSet<>()).addAll(points);
      }
      for (Source source : move.sources()) {
        if (source.goes()) {
          of(source.agent()).remove(source.metric());
        }
      }
    }

    private Map<String, Set<Integer>> of(String agent) {
      return hosts.get(agent.replace(":4242", ""));
    }

    Set<String> names() {
      Set<String> names = new TreeSet<>();
      hosts.values().forEach(metrics -> names.addAll(metrics.keySet()));
      return names;
    }

    Set<String> holdersOf(String name) {
      Set<String> holding = new TreeSet<>(hosts.keySet());
      holding.removeIf(host -> !hosts.get(host).containsKey(name));
      return holding;
    }

    Set<Integer> pointsOf(String name) {
      Set<Integer> all = new TreeSet<>();
      hosts.values().forEach(metrics -> all.addAll(metrics.getOrDefault(name, Set.of())));
      return all;
    }
  }

  private static List<Move> plan(Cluster cluster, Ring ring, MovePolicy policy, Set<String> absent)
      throws IOException, InterruptedException {
    List<Move> moves = new ArrayList<>();
    try (PlacedNames names = PlacedNames.open(cluster.holders(absent), ring, ROUTED)) {
      while (names.next()) {
        policy.of(names).ifPresent(moves::add);
      }
    }
    return moves;
  }

  private static Ring ring(Random random) {
    RingKind kind = RingKind.values()[random.nextInt(RingKind.values().length)];
    int nodes = 1 + random.nextInt(5);
    List<Node> members = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      // Two instances on one host, now and then; carbon-c-relay wants another port for each.
      String host = random.nextInt(4) == 0 ? "h0" : "h" + i;
      members.add(new Node(host, 2000 + i, Integer.toString(i)));
    }
    int replicas = Math.min(1 + random.nextInt(3), kind.relay() == Relay.C_RELAY ? nodes : 3);
    return new RingDefinition(kind, members, replicas, kind.canBeDiverse() && random.nextBoolean())
        .ring();
  }

  /** The hosts that own a metric, or nothing if nobody can tell. */
  private static Optional<Set<String>> owners(Ring ring, String name) {
    if (name.startsWith("carbon.agents.") || name.equals(UNKNOWN)) {
      return Optional.empty();
    }
    String key = name.startsWith("_tagged") ? name.substring(16).replace("_DOT_", ".") : name;
    Set<String> owners = new TreeSet<>();
    ring.replicas(key).forEach(node -> owners.add(node.host()));
    return Optional.of(owners);
  }

  private static List<String> hosts(Ring ring, Random random) {
    Set<String> hosts = new TreeSet<>();
    ring.definition().nodes().forEach(node -> hosts.add(node.host()));
    // Hosts that are no members any more.
    for (int i = random.nextInt(3); i > 0; i--) {
      hosts.add("old" + i);
    }
    return List.copyOf(hosts);
  }

  @Test
  void afterThePlanEverythingIsInItsPlaceAndWhole() {
    Cases.run(
        3000,
        random -> {
          Ring ring = ring(random);
          Cluster before = Cluster.random(random, hosts(ring, random));
          boolean heal = random.nextBoolean();
          MovePolicy policy = MovePolicy.of(heal, true);
          Cluster after = before.copy();

          List<Move> moves = plan(before, ring, policy, Set.of());
          moves.forEach(after::carryOut);

          for (String name : before.names()) {
            Set<String> holders = before.holdersOf(name);
            Optional<Set<String>> owners = owners(ring, name);
            if (owners.isEmpty()) {
              assertThat(after.holdersOf(name)).isEqualTo(holders);
              continue;
            }
            assertThat(after.pointsOf(name)).isEqualTo(before.pointsOf(name));
            boolean misplaced = !owners.get().containsAll(holders);
            if (heal || misplaced) {
              assertThat(after.holdersOf(name)).isEqualTo(owners.get());
            } else {
              assertThat(after.holdersOf(name)).isEqualTo(holders);
            }
            if (heal || owners.get().size() == 1) {
              for (String owner : after.holdersOf(name)) {
                assertThat(after.hosts.get(owner).get(name)).isEqualTo(before.pointsOf(name));
              }
            }
          }
          MovePolicy again = MovePolicy.of(false, true);
          assertThat(plan(after, ring, again, Set.of())).as("a second plan").isEmpty();
          assertThat(moves).extracting(Move::metric).doesNotHaveDuplicates().isSorted();
        });
  }

  @Test
  void nothingIsRemovedWhereAnOwnerCannotHaveIt() {
    Cases.run(
        2000,
        random -> {
          Ring ring = ring(random);
          List<String> hosts = hosts(ring, random);
          Cluster before = Cluster.random(random, hosts);
          Set<String> absent = new HashSet<>();
          Set<String> allowed = new HashSet<>();
          for (String host : hosts) {
            if (random.nextInt(4) == 0) {
              absent.add(host);
            } else if (random.nextBoolean()) {
              allowed.add(host + ":4242");
            }
          }
          MovePolicy policy = new MovePolicy(random.nextBoolean(), true, allowed, Map.of());
          Cluster after = before.copy();

          for (Move move : plan(before, ring, policy, absent)) {
            after.carryOut(move);
            assertThat(move.fills())
                .allMatch(fill -> allowed.isEmpty() || allowed.contains(fill.owner()))
                .noneMatch(fill -> absent.contains(fill.owner().replace(":4242", "")));
            assertThat(move.removes() && move.blocked().isPresent()).isFalse();
          }

          for (String host : hosts) {
            for (String name : before.hosts.get(host).keySet()) {
              if (!after.hosts.get(host).containsKey(name)) {
                for (String owner : owners(ring, name).orElseThrow()) {
                  assertThat(after.hosts.get(owner).get(name))
                      .containsAll(before.hosts.get(host).get(name));
                }
              }
            }
          }
        });
  }

  @Test
  void withoutRemovalNothingGoes() {
    Cases.run(
        300,
        random -> {
          Ring ring = ring(random);
          Cluster cluster = Cluster.random(random, hosts(ring, random));
          MovePolicy policy = MovePolicy.of(true, false);

          assertThat(plan(cluster, ring, policy, Set.of())).noneMatch(Move::removes);
        });
  }

  @Test
  void aPlanSurvivesTheDisk() {
    Cases.run(
        300,
        random -> {
          Ring ring = ring(random);
          Cluster cluster = Cluster.random(random, hosts(ring, random));
          Set<String> absent = Set.of("h" + random.nextInt(9));
          MovePolicy policy = MovePolicy.of(true, random.nextBoolean());
          List<Move> moves = plan(cluster, ring, policy, absent);
          List<Move> read = new ArrayList<>();

          try (MoveFile file = new MoveFile()) {
            for (Move move : moves) {
              file.add(move);
            }
            assertThat(file.count()).isEqualTo(moves.size());
            MoveFile.Reader reader = file.read();
            for (Optional<Move> move = reader.next(); move.isPresent(); move = reader.next()) {
              read.add(move.get());
            }
          }

          assertThat(read).isEqualTo(moves);
        });
  }

  @Test
  void aForecastCountsWhatThePlanDoes() {
    Cases.run(
        500,
        random -> {
          Ring ring = ring(random);
          Cluster before = Cluster.random(random, hosts(ring, random));
          Cluster after = before.copy();
          List<Move> moves = plan(before, ring, MovePolicy.of(false, true), Set.of());
          moves.forEach(after::carryOut);

          Forecast forecast;
          try (PlacedNames names = PlacedNames.open(before.holders(Set.of()), ring, ROUTED)) {
            forecast = Forecast.of(names);
          }

          for (Forecast.Host host : forecast.hosts()) {
            assertThat(host.metricsBefore()).isEqualTo(before.hosts.get(host.name()).size());
            assertThat(host.metricsAfter()).isEqualTo(after.hosts.get(host.name()).size());
            assertThat(host.bytesBefore()).isEqualTo(host.metricsBefore() * 100);
            assertThat(host.bytesAfter()).isEqualTo(host.metricsAfter() * 100);
            assertThat(host.bytesIn()).isEqualTo(bytes(forecast, Forecast.Pair::to, host));
            assertThat(host.bytesOut()).isEqualTo(bytes(forecast, Forecast.Pair::from, host));
            assertThat(forecast.seconds(50) * 50)
                .isGreaterThanOrEqualTo(Math.max(host.bytesIn(), host.bytesOut()));
          }
          assertThat(forecast.pairs())
              .allSatisfy(pair -> assertThat(pair.metrics()).isPositive())
              .isSortedAccordingTo(Comparator.comparingLong(Forecast.Pair::bytes).reversed());
          assertThat(forecast.unsized()).isZero();
          long fills = moves.stream().mapToLong(move -> move.fills().size()).sum();
          assertThat(forecast.pairs().stream().mapToLong(Forecast.Pair::metrics).sum())
              .isEqualTo(fills);
          assertThat(forecast.pairs().stream().mapToLong(Forecast.Pair::bytes).sum())
              .isEqualTo(100 * fills);
          assertThat(forecast.moved()).isEqualTo(moves.size());
          assertThat(forecast.metrics()).isEqualTo(before.names().size());
        });
  }

  private static long bytes(
      Forecast forecast, Function<Forecast.Pair, String> end, Forecast.Host host) {
    return forecast.pairs().stream()
        .filter(pair -> end.apply(pair).equals(host.name()))
        .mapToLong(Forecast.Pair::bytes)
        .sum();
  }
}
