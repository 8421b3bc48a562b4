package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buckytools.cluster.relocation.Relocations.AGENTS;
import static org.buckytools.cluster.relocation.Relocations.FIRST_TIME;
import static org.buckytools.cluster.relocation.Relocations.SETTINGS;
import static org.buckytools.cluster.relocation.Relocations.everywhere;
import static org.buckytools.cluster.relocation.Relocations.move;
import static org.buckytools.cluster.relocation.Relocations.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.FakeCluster.Trouble;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.Relocations.Heard;
import org.junit.jupiter.api.Test;

/** Relocations of which not everything can be done. */
class HinderedRelocationTest {
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
