package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buckytools.cluster.relocation.Relocations.AGENTS;
import static org.buckytools.cluster.relocation.Relocations.SETTINGS;
import static org.buckytools.cluster.relocation.Relocations.assertMoved;
import static org.buckytools.cluster.relocation.Relocations.everywhere;
import static org.buckytools.cluster.relocation.Relocations.generate;
import static org.buckytools.cluster.relocation.Relocations.move;
import static org.buckytools.cluster.relocation.Relocations.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.FakeCluster.Trouble;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.Relocations.Heard;
import org.buckytools.cluster.relocation.Settings.Mode;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;

/** Relocations over random clusters, and what they may do at all. */
class RelocationTest {
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
}
