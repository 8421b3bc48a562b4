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
import java.util.concurrent.Semaphore;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.plan.MoveSource;
import org.buckytools.cluster.relocation.FakeCluster.Trouble;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.Settings.Mode;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;

class RelocationTest {
  private static final List<String> AGENTS = List.of("a:1", "b:1", "c:1", "d:1");
  private static final Settings SETTINGS =
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

  private static final Settings FIRST_TIME =
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

  /** Remembers what it hears. */
  private static final class Heard implements RelocationListener {
    private final Map<String, Finished> finished = new TreeMap<>();
    private final Set<String> lost = new TreeSet<>();

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

  private static MoveSource source(List<Move> moves) {
    Iterator<Move> left = List.copyOf(moves).iterator();
    return () -> left.hasNext() ? Optional.of(left.next()) : Optional.empty();
  }

  private static RelocationReport run(
      FakeCluster cluster, Settings settings, RelocationListener heard, List<Move> moves)
      throws IOException {
    return new Relocation(cluster::agent, settings, Journal.NONE, heard, Throttle.NONE)
        .run(source(moves));
  }

  private static Move move(String metric, List<String> owners, List<String> from, boolean removes) {
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
  private static List<Move> generate(FakeCluster cluster, Random random, boolean removes) {
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

  private static Set<Integer> everywhere(FakeCluster cluster, String metric) {
    Set<Integer> all = new TreeSet<>();
    for (String agent : AGENTS) {
      all.addAll(cluster.agent(agent).files().getOrDefault(metric, Set.of()));
      all.addAll(cluster.agent(agent).hidden().getOrDefault(metric, Set.of()));
    }
    return all;
  }

  private static void assertMoved(FakeCluster cluster, Move move) {
    for (Source source : move.sources()) {
      assertThat(cluster.agent(source.agent()).files()).doesNotContainKey(move.metric());
    }
    Set<Integer> owned = new TreeSet<>();
    for (String owner : move.owners()) {
      owned.addAll(cluster.agent(owner).files().get(move.metric()));
    }
    assertThat(owned).isEqualTo(cluster.written(move.metric()));
  }

  @Test
  void movesEverythingWhenNothingFails() {
    Cases.run(
        200,
        random -> {
          FakeCluster cluster = new FakeCluster(random, AGENTS);
          List<Move> moves = generate(cluster, random, true);
          Heard heard = new Heard();

          RelocationReport report = run(cluster, SETTINGS, heard, moves);

          assertThat(report.count(Result.MOVED)).isEqualTo(moves.size());
          assertThat(report.total()).isEqualTo(moves.size());
          moves.forEach(move -> assertMoved(cluster, move));
          assertThat(cluster.violations()).isEmpty();
          assertThat(report.interrupted()).isFalse();
        });
  }

  @Test
  void losesNoPointWhateverFailsAndSaysWhatIsNotDone() {
    Cases.run(
        600,
        random -> {
          FakeCluster cluster = new FakeCluster(random, AGENTS);
          List<Move> moves = generate(cluster, random, random.nextInt(4) > 0);
          cluster.setTrouble(
              new Trouble(
                  random.nextInt(200),
                  random.nextInt(200),
                  random.nextInt(200),
                  random.nextInt(100),
                  random.nextInt(400),
                  random.nextInt(2) * 30));
          if (random.nextInt(3) == 0) {
            cluster.agent(AGENTS.get(random.nextInt(4))).dieAfter(random.nextInt(20));
          }
          Heard heard = new Heard();

          RelocationReport report = run(cluster, SETTINGS, heard, moves);

          assertThat(report.total()).isEqualTo(moves.size());
          for (Move move : moves) {
            String metric = move.metric();
            assertThat(everywhere(cluster, metric)).isEqualTo(cluster.written(metric));
            if (heard.of(metric) == Result.MOVED) {
              assertMoved(cluster, move);
            }
            if (heard.of(metric) == Result.FAILED) {
              assertThat(heard.finished.get(metric).reason()).isNotEmpty();
              assertThat(AGENTS).contains(heard.finished.get(metric).agent());
            }
          }
          assertThat(cluster.violations()).isEmpty();
        });
  }

  @Test
  void aSecondRunDoesWhatTheFirstCouldNot() {
    Cases.run(
        200,
        random -> {
          FakeCluster cluster = new FakeCluster(random, AGENTS);
          List<Move> moves = generate(cluster, random, true);
          cluster.setTrouble(new Trouble(300, 300, 200, 100, 300, 0));
          run(cluster, SETTINGS, new Heard(), moves);
          cluster.setTrouble(Trouble.NONE);
          cluster.settle();
          List<Move> left = new ArrayList<>();
          for (Move move : moves) {
            List<String> holders =
                move.sources().stream()
                    .map(Source::agent)
                    .filter(agent -> cluster.agent(agent).files().containsKey(move.metric()))
                    .toList();
            if (!holders.isEmpty()) {
              left.add(move(move.metric(), move.owners(), holders, true));
            }
          }

          RelocationReport report = run(cluster, SETTINGS, new Heard(), left);

          assertThat(report.count(Result.MOVED)).isEqualTo(left.size());
          left.forEach(move -> assertMoved(cluster, move));
        });
  }

  @Test
  void oneDeadAgentStopsOnlyWhatNeedsIt() throws IOException {
    FakeCluster cluster = new FakeCluster(new Random(1), AGENTS);
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String owner = AGENTS.get(i % 4);
      String holder = AGENTS.get((i + 1 + i / 4 % 3) % 4);
      cluster.put(holder, "m." + i, Set.of(i));
      moves.add(move("m." + i, List.of(owner), List.of(holder), true));
    }
    cluster.agent("b:1").dieAfter(0);
    Heard heard = new Heard();

    RelocationReport report = run(cluster, SETTINGS, heard, moves);

    for (Move move : moves) {
      boolean needsIt =
          move.owners().contains("b:1") || move.sources().getFirst().agent().equals("b:1");
      assertThat(heard.of(move.metric())).isEqualTo(needsIt ? Result.FAILED : Result.MOVED);
    }
    assertThat(heard.lost).containsExactly("b:1");
    assertThat(report.failures()).hasSize(100);
    assertThat(report.failures()).allMatch(failure -> failure.agent().equals("b:1"));
    assertThat(report.reasons().keySet()).hasSizeLessThan(4);
    // It is not asked again for each metric.
    assertThat(cluster.requests()).isLessThan(260);
  }

  @Test
  void anOwnerThatIsDeadDoesNotKeepTheOtherFromGettingItAndNothingGoes() throws IOException {
    FakeCluster cluster = new FakeCluster(new Random(1), AGENTS);
    cluster.put("c:1", "m", Set.of(1));
    cluster.agent("a:1").dieAfter(0);

    RelocationReport report =
        run(
            cluster,
            SETTINGS,
            new Heard(),
            List.of(move("m", List.of("a:1", "b:1"), List.of("c:1"), true)));

    assertThat(report.count(Result.FAILED)).isEqualTo(1);
    assertThat(cluster.agent("b:1").files()).containsKey("m");
    assertThat(cluster.agent("c:1").files()).containsKey("m");
  }

  @Test
  void deletesOnlyWhatEveryOwnerHolds() {
    Cases.run(
        200,
        random -> {
          FakeCluster cluster = new FakeCluster(random, AGENTS);
          List<Move> moves = generate(cluster, random, true);
          Map<String, Boolean> held = new TreeMap<>();
          for (Move move : moves) {
            boolean all = true;
            for (Source source : move.sources()) {
              for (String owner : move.owners()) {
                Map<String, Set<Integer>> files = cluster.agent(owner).files();
                all &=
                    files.containsKey(move.metric())
                        && files
                            .get(move.metric())
                            .containsAll(cluster.agent(source.agent()).files().get(move.metric()));
              }
            }
            held.put(move.metric(), all);
          }
          Heard heard = new Heard();

          run(cluster, SETTINGS.withMode(Mode.DELETE_HELD), heard, moves);

          for (Move move : moves) {
            boolean all = held.get(move.metric());
            assertThat(heard.of(move.metric())).isEqualTo(all ? Result.DELETED : Result.KEPT);
            assertThat(everywhere(cluster, move.metric()))
                .isEqualTo(cluster.written(move.metric()));
            if (!all) {
              assertThat(heard.finished.get(move.metric()).reason())
                  .containsAnyOf("lacks", "has no such");
            }
          }
        });
  }

  @Test
  void deletesWhateverIsThereIfForced() throws IOException {
    FakeCluster cluster = new FakeCluster(new Random(1), AGENTS);
    cluster.put("c:1", "m", Set.of(1));

    RelocationReport report =
        run(
            cluster,
            SETTINGS.withMode(Mode.DELETE),
            new Heard(),
            List.of(
                move("m", List.of("a:1"), List.of("c:1"), true),
                move("n", List.of("a:1"), List.of("c:1"), true)));

    assertThat(report.count(Result.DELETED)).isEqualTo(1);
    assertThat(report.count(Result.GONE)).isEqualTo(1);
    assertThat(cluster.agent("c:1").files()).isEmpty();
    assertThat(cluster.agent("a:1").files()).isEmpty();
  }

  @Test
  void noHostGetsMoreRequestsThanItMay() throws IOException {
    FakeCluster cluster = new FakeCluster(new Random(1), AGENTS);
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      cluster.put(AGENTS.get(1 + i % 3), "m." + i, Set.of(i));
      moves.add(move("m." + i, List.of("a:1"), List.of(AGENTS.get(1 + i % 3)), false));
    }

    run(cluster, SETTINGS, new Heard(), moves);

    assertThat(cluster.agent("a:1").mostOpen()).isBetween(1, 2);
  }

  @Test
  void stopsBetweenStepsWhenInterrupted() throws Exception {
    FakeCluster cluster = new FakeCluster(new Random(1), AGENTS);
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      cluster.put("b:1", "m." + i, Set.of(i));
      moves.add(move("m." + i, List.of("a:1"), List.of("b:1"), true));
    }
    Semaphore gate = new Semaphore(0);
    cluster.agent("a:1").setGate(gate);
    Heard heard = new Heard();
    RelocationReport[] report = new RelocationReport[1];
    Thread run =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    report[0] = run(cluster, SETTINGS, heard, moves);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }

    run.interrupt();
    gate.release(1000);
    run.join();

    assertThat(report[0].interrupted()).isTrue();
    assertThat(report[0].total()).isLessThan(100);
    for (int i = 0; i < 100; i++) {
      assertThat(everywhere(cluster, "m." + i)).isEqualTo(Set.of(i));
    }
    heard
        .finished
        .values()
        .forEach(finished -> assertThat(finished.result()).isEqualTo(Result.MOVED));
    assertThat(cluster.agent("b:1").hidden()).isEmpty();
  }

  @Test
  void aMoveThatIsBlockedIsNotDone() throws IOException {
    FakeCluster cluster = new FakeCluster(new Random(1), AGENTS);
    cluster.put("b:1", "m", Set.of(1));
    Move blocked =
        new Move(
            "m",
            List.of("x:1"),
            List.of(new Source("b:1", "m", true, false)),
            List.of(),
            10,
            Optional.of("x:1 is an owner and does not take part"));
    Heard heard = new Heard();

    run(cluster, SETTINGS, heard, List.of(blocked));

    assertThat(heard.of("m")).isEqualTo(Result.BLOCKED);
    assertThat(heard.finished.get("m").reason()).contains("x:1");
    assertThat(cluster.requests()).isZero();
  }

  @Test
  void whoGivesUpSaysWhatToDo() throws IOException {
    FakeCluster busy = new FakeCluster(new Random(1), AGENTS);
    FakeCluster failing = new FakeCluster(new Random(1), AGENTS);
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      busy.put("b:1", "m." + i, Set.of(i));
      failing.put("b:1", "m." + i, Set.of(i));
      moves.add(move("m." + i, List.of("a:1"), List.of("b:1"), true));
    }
    busy.setTrouble(new Trouble(0, 0, 0, 0, 1000, 0));
    failing.setTrouble(new Trouble(1000, 0, 0, 0, 0, 0));

    RelocationReport changed = run(busy, FIRST_TIME, new Heard(), moves);
    RelocationReport failed = run(failing, SETTINGS, new Heard(), moves.subList(0, 1));

    assertThat(changed.failures()).isNotEmpty();
    assertThat(changed.failures())
        .allMatch(one -> one.reason().contains("changed each of 1 times"))
        .allMatch(one -> one.reason().contains("run this again, with fewer --workers"));
    assertThat(failed.failures()).hasSize(1);
    assertThat(failed.failures().getFirst().reason())
        .endsWith("; given up after 4 attempts: put that right and run this again");
  }
}
