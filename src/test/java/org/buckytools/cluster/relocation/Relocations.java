package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.plan.MoveSource;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.Settings.Mode;

/** What tests of relocation share: four agents, settings, moves, and what came of them. */
final class Relocations {
  static final List<String> AGENTS = List.of("a:1", "b:1", "c:1", "d:1");
  static final Settings SETTINGS =
      new Settings(
          2,
          4,
          16,
          4,
          12,
          Duration.ofNanos(1000),
          Duration.ZERO,
          Duration.ofSeconds(30),
          0,
          0,
          Mode.MOVE);

  /** What has changed meanwhile is not copied again. */
  static final Settings FIRST_TIME =
      new Settings(
          2,
          4,
          16,
          4,
          0,
          Duration.ofNanos(1000),
          Duration.ZERO,
          Duration.ofSeconds(30),
          0,
          0,
          Mode.MOVE);

  private Relocations() {}

  /** Remembers what it hears. */
  static final class Heard implements RelocationListener {
    final Map<String, Finished> finished = new TreeMap<>();
    final Set<String> lost = new TreeSet<>();

    @Override
    public void finished(Finished one) {
      assertThat(finished.put(one.move().metric(), one)).as("%s ends once", one).isNull();
    }

    @Override
    public void lost(String agent, String reason) {
      lost.add(agent);
    }

    Result of(String metric) {
      return finished.get(metric).result();
    }
  }

  static RelocationReport run(
      FakeCluster cluster, Settings settings, RelocationListener heard, List<Move> moves)
      throws IOException {
    return new Relocation(cluster::agent, settings, Journal.NONE, heard, Throttle.NONE)
        .run(source(moves));
  }

  private static MoveSource source(List<Move> moves) {
    Iterator<Move> left = List.copyOf(moves).iterator();
    return () -> left.hasNext() ? Optional.of(left.next()) : Optional.empty();
  }

  static Move move(String metric, List<String> owners, List<String> from, boolean removes) {
    List<Source> sources = new ArrayList<>();
    List<Fill> fills = new ArrayList<>();
    from.forEach(holder -> sources.add(new Source(holder, metric, true, removes)));
    for (String owner : owners) {
      for (int i = 0; i < sources.size(); i++) {
        fills.add(new Fill(owner, i));
      }
    }
    return new Move(metric, owners, sources, fills, 10, Optional.empty());
  }

  /** A random cluster and the moves that put it in order. */
  static List<Move> generate(FakeCluster cluster, Random random, boolean removes) {
    List<Move> moves = new ArrayList<>();
    int metrics = random.nextInt(30);
    for (int i = 0; i < metrics; i++) {
      List<String> hosts = new ArrayList<>(AGENTS);
      Collections.shuffle(hosts, random);
      int owners = 1 + random.nextInt(2);
      int holders = 1 + random.nextInt(2);
      String metric = "m." + i;
      for (String holder : hosts.subList(owners, owners + holders)) {
        cluster.put(holder, metric, points(random));
      }
      if (random.nextBoolean()) {
        cluster.put(hosts.getFirst(), metric, points(random));
      }
      moves.add(
          move(metric, hosts.subList(0, owners), hosts.subList(owners, owners + holders), removes));
    }
    return moves;
  }

  private static Set<Integer> points(Random random) {
    Set<Integer> points = new TreeSet<>();
    random.ints(random.nextInt(6), 0, 20).forEach(points::add);
    return points;
  }

  static Set<Integer> everywhere(FakeCluster cluster, String metric) {
    Set<Integer> all = new TreeSet<>();
    for (String agent : AGENTS) {
      all.addAll(cluster.agent(agent).files().getOrDefault(metric, Set.of()));
      all.addAll(cluster.agent(agent).hidden().getOrDefault(metric, Set.of()));
    }
    return all;
  }

  static void assertMoved(FakeCluster cluster, Move move) {
    for (Source source : move.sources()) {
      assertThat(cluster.agent(source.agent()).files()).doesNotContainKey(move.metric());
    }
    Set<Integer> owned = new TreeSet<>();
    for (String owner : move.owners()) {
      owned.addAll(cluster.agent(owner).files().get(move.metric()));
    }
    assertThat(owned).isEqualTo(cluster.written(move.metric()));
  }
}
