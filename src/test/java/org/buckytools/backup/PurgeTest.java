package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.buckytools.progress.Progress;
import org.buckytools.tree.Quarantine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which metrics a purge takes for gone. */
class PurgeTest {
  @TempDir Path tree;
  @TempDir Path elsewhere;
  private Situation situation;

  @BeforeEach
  void begin() {
    situation = new Situation(tree);
  }

  @Test
  void purgesOnlyWhatIsGoneForSure() throws Exception {
    for (String name : List.of("here", "gone", "x.gone", "dir.hidden", "link")) {
      situation.put(name, situation.file(1));
    }
    situation.backUp();
    Files.delete(tree.resolve("gone.wsp"));
    Files.delete(tree.resolve("x/gone.wsp"));
    Files.move(tree.resolve("dir"), tree.resolve("elsewhere"));
    Files.createSymbolicLink(tree.resolve("dir"), tree.resolve("elsewhere"));
    Files.delete(tree.resolve("link.wsp"));
    Files.createSymbolicLink(tree.resolve("link.wsp"), tree.resolve("here.wsp"));
    situation.now += 10 * 86_400;
    situation.purgeDays = 20;
    assertThat(situation.backUp("here", "gone", "x.*", "dir.*", "link").purged()).isZero();
    situation.purgeDays = 9;
    assertThat(situation.backUp("here", "x.*", "dir.*", "link").purged()).isEqualTo(1);
    situation.purgeDays = 0;
    assertThat(situation.backUp().purged()).isEqualTo(1);

    assertThat(stored()).containsExactly("dir.hidden", "elsewhere.hidden", "here", "link");
  }

  /** Whatever is deleted, and whatever becomes a link that leads nowhere, in any order of names. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsWhatMayBeBehindLinks(long seed) throws Exception {
    Random random = new Random(seed);
    String[] parts = {"a", "a-b", "a0", "b", "é", "\ud83d\ude00", "\uff5e"};
    Set<String> kept = new TreeSet<>();
    situation.put("there", situation.file(1));
    for (int i = 0; i < 60; i++) {
      String[] name = new String[1 + random.nextInt(3)];
      Arrays.setAll(name, part -> parts[random.nextInt(parts.length)]);
      situation.put(String.join(".", name), situation.file(1));
    }
    situation.backUp();
    for (String metric : stored()) {
      kept.add(metric);
      Path file = tree.resolve(metric.replace('.', '/') + ".wsp");
      if (!metric.equals("there") && random.nextInt(3) > 0) {
        Files.delete(file);
        if (random.nextInt(4) == 0) {
          Files.createSymbolicLink(file, tree.resolve("nowhere"));
        } else {
          kept.remove(metric);
        }
      }
    }
    for (String directory : List.of(parts)) {
      if (Files.exists(tree.resolve(directory)) && random.nextInt(4) == 0) {
        Files.move(tree.resolve(directory), elsewhere.resolve(directory));
        Files.createSymbolicLink(tree.resolve(directory), tree.resolve("nowhere"));
        stored().stream().filter(name -> name.startsWith(directory + ".")).forEach(kept::add);
      }
    }
    situation.purgeDays = 0;
    situation.backUp();

    assertThat(stored()).as("seed " + seed).isEqualTo(kept);
  }

  private Set<String> stored() {
    Set<String> metrics = new TreeSet<>();
    situation.keys().forEach(key -> metrics.add(key.substring(0, key.indexOf('/'))));
    return metrics;
  }

  /** A damaged file has been put away; what is stored of it is all that is left. */
  @Test
  void keepsWhatIsInQuarantine() throws Exception {
    for (String name : List.of("a", "dir.b", "gone")) {
      situation.put(name, situation.file(1));
    }
    situation.backUp();
    Path quarantine = tree.resolve(Quarantine.DIRECTORY);
    Files.createDirectories(quarantine.resolve("dir"));
    Files.move(tree.resolve("dir/b.wsp"), quarantine.resolve("dir/b.wsp"));
    Files.delete(tree.resolve("gone.wsp"));
    situation.purgeDays = 0;
    situation.backUp();

    assertThat(stored()).containsExactly("a", "dir.b");
  }

  @Test
  void refusesToPurgeForAnEmptyTree() throws Exception {
    situation.put("a", situation.file(1));
    situation.backUp();
    Files.delete(tree.resolve("a.wsp"));
    situation.purgeDays = 0;

    assertThatThrownBy(() -> situation.backUp()).hasMessageContaining("is its disk mounted?");
    assertThatThrownBy(
            () ->
                new Purge(situation.store, situation.clock(), situation, Progress.NONE)
                    .run(tree, "", name -> true, Duration.ZERO, true))
        .hasMessageContaining("is its disk mounted?");
    assertThat(situation.keys()).hasSize(2);
  }

  @Test
  void purgesByItself() throws Exception {
    situation.put("a", situation.file(1));
    situation.put("b", situation.file(1));
    situation.backUp();
    Files.delete(tree.resolve("a.wsp"));
    Instant later = Instant.ofEpochSecond(situation.now + 86_401);
    for (int days : new int[] {-1, 2, 1}) {
      BackupReport report =
          new Purge(situation.store, () -> later, situation, Progress.NONE)
              .run(tree, "", name -> true, Duration.ofDays(days), true);
      assertThat(report.purged()).isEqualTo(days == 1 ? 1 : 0);
    }
    assertThat(situation.keys()).hasSize(2).allMatch(key -> key.startsWith("b/"));
  }
}
