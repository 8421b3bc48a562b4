package org.buckytools.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.codec.Algorithm;
import org.buckytools.store.StoredObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listings that show more than a backup's own objects, or show them as they should not. */
class CatalogueTest {
  @TempDir Path tree;
  private Situation situation;

  @BeforeEach
  void begin() {
    situation = new Situation(tree);
  }

  private void put(String key) {
    situation.store.objects.put(key, "another's".getBytes(US_ASCII));
  }

  /** Their keys come between those of versions, and even between a version's two objects. */
  @Test
  void whatOthersPutBelowAMetricDoesNotPartItsVersions() throws Exception {
    for (int i = 0; i < 3; i++) {
      situation.put("a", situation.file(i));
      situation.backUp();
      situation.now += 60;
    }
    List<String> versions = situation.keys();
    put("a/2026-05-04T03:02:01+00:00.t/x");
    put("a/2026-05-04T03:02:30+00:00/2026-05-04T03:02:30+00:00.wsp.gz");
    put("a/2026-05-04T03:03:01+00:00.t/x");
    put("a/2026-05-04T03:03:30/x");
    situation.put("a", situation.file(1));
    situation.purgeDays = 0;
    BackupReport report = situation.backUp();

    assertThat(report).extracting(BackupReport::orphans, BackupReport::purged).containsOnly(0L);
    assertThat(report.stored()).as("what was the newest but one is the newest now").isEqualTo(1);
    assertThat(situation.keys()).containsAll(versions).hasSize(versions.size() + 2 + 4);
    assertThat(situation.told)
        .containsExactly(
            "warning: 'a/2026-05-04T03:02:30+00:00' is not a metric name: it holds a slash");
    Path into = Files.createDirectory(tree.resolve("into"));
    assertThat(situation.restore(into).created()).isEqualTo(1);
    assertThat(into.resolve("a.wsp")).hasBinaryContent(situation.file(1));
  }

  /** Swift promises no more than that both are listed some time. */
  @ParameterizedTest
  @EnumSource
  void halfOfAVersionIsNoLeftoverWhereTheListingLagsBehind(Algorithm algorithm) throws Exception {
    situation.algorithm = algorithm;
    situation.put("a", situation.file(1));
    situation.backUp();
    List<String> before = situation.keys();
    for (String late : List.of(".sha1", algorithm.suffix())) {
      situation.store.shows(
          listed -> listed.stream().filter(object -> !object.key().endsWith(late)).toList());
      situation.now += 60;
      assertThat(situation.backUp().orphans()).as(late).isZero();
      assertThat(situation.keys()).containsAll(before);
    }
    situation.store.shows(null);
    situation.store.objects.remove(before.getFirst());
    assertThat(situation.backUp().orphans()).as("its other half").isEqualTo(1);
  }

  /** What is listed late is no sign that its metric is gone. */
  @Test
  void aListingOutOfOrderEndsTheRun() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      situation.put(name, situation.file(1));
    }
    situation.backUp();
    List<String> before = situation.keys();
    situation.purgeDays = 0;
    for (int late : new int[] {0, 2, 5}) {
      situation.store.shows(
          listed -> {
            List<StoredObject> disordered = new ArrayList<>(listed);
            disordered.add(disordered.get(late));
            return disordered;
          });
      assertThatThrownBy(() -> situation.backUp())
          .hasMessageContaining("not the order of their bytes: it cannot hold backups");
    }
    assertThat(situation.keys()).isEqualTo(before);
  }
}
