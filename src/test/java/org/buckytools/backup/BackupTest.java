package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.buckytools.codec.Algorithm;
import org.buckytools.store.Keys;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;
import org.buckytools.store.StoredObject;
import org.buckytools.store.disk.DiskStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup stores, keeps and removes, and what it makes of failures. */
class BackupTest {
  @TempDir Path tree;
  private Situation situation;

  @BeforeEach
  void begin() {
    situation = new Situation(tree);
  }

  @Test
  void storesAFileAndAMarkerInTheLayoutOfWhisperBackup() throws Exception {
    byte[] content = situation.file(1);
    situation.put("servers.web1.load", content);
    situation.storagePath = "host1/";
    BackupReport report = situation.backUp();

    assertThat(report.stored()).isEqualTo(1);
    String start = "host1/servers.web1.load/2026-05-04T03:02:01+00:00";
    assertThat(situation.keys()).containsExactly(start + ".sha1", start + ".wsp.gz");
    assertThat(situation.content(start + ".sha1").array())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(Situation.sha1(content));
  }

  @Test
  void storesOnlyWhatHasChanged() throws Exception {
    for (Algorithm algorithm : Algorithm.values()) {
      situation.algorithm = algorithm;
      situation.put("a", situation.file(algorithm.ordinal()));
      situation.put("b", situation.file(7));
      BackupReport report = situation.backUp();
      situation.now += 60;

      int first = algorithm.ordinal() == 0 ? 1 : 0;
      assertThat(report.stored()).isEqualTo(1 + first);
      assertThat(report.unchanged()).isEqualTo(1 - first);
    }
    assertThat(situation.keys()).hasSize(2 * 4);
    assertThat(situation.verify()).isEqualTo(4);
  }

  @Test
  void keepsTheNewestDistinctVersions() throws Exception {
    situation.retention = 3;
    for (int i = 0; i < 7; i++) {
      situation.put("a", situation.file(i));
      situation.backUp();
      situation.now += 3600;
      situation.backUp();
      assertThat(situation.verify()).isEqualTo(Math.min(3, i + 1));
    }
    assertThat(situation.keys())
        .filteredOn(key -> key.endsWith(".gz"))
        .containsExactly(
            "a/2026-05-04T07:02:01+00:00.wsp.gz",
            "a/2026-05-04T08:02:01+00:00.wsp.gz",
            "a/2026-05-04T09:02:01+00:00.wsp.gz");
    situation.retention = 1;
    assertThat(situation.backUp().expired()).isEqualTo(2);
  }

  @Test
  void removesDataBeforeMarkerOldestFirstAndOnlyWhenTheNewVersionIsComplete() throws Exception {
    situation.retention = 2;
    for (int i = 0; i < 2; i++) {
      situation.put("a", situation.file(i));
      situation.backUp();
      situation.now += 60;
    }
    situation.retention = 1;
    situation.put("a", situation.file(9));
    situation.store.takeRequests();
    situation.backUp();

    assertThat(situation.store.takeRequests())
        .filteredOn(request -> request.contains(" a/"))
        .containsExactly(
            "put a/2026-05-04T03:04:01+00:00.wsp.gz",
            "put a/2026-05-04T03:04:01+00:00.sha1",
            "delete a/2026-05-04T03:02:01+00:00.wsp.gz",
            "delete a/2026-05-04T03:02:01+00:00.sha1",
            "delete a/2026-05-04T03:03:01+00:00.wsp.gz",
            "delete a/2026-05-04T03:03:01+00:00.sha1");
  }

  @Test
  void removesWhatDeadRunsHaveLeft() throws Exception {
    situation.put("a", situation.file(1));
    situation.backUp();
    situation.store.objects.put("a/2026-05-04T01:00:00+00:00.wsp.gz", new byte[9]);
    situation.store.objects.put("a/2026-05-01T01:00:00+00:00.sha1", new byte[9]);
    situation.store.objects.put("gone/2026-05-01T01:00:00+00:00.wsp.zst", new byte[9]);
    situation.store.objects.put("a/readme.txt", new byte[9]);
    situation.alone = false;
    assertThat(situation.backUp().orphans()).as("older than a day").isEqualTo(2);
    situation.alone = true;
    assertThat(situation.backUp().orphans()).isEqualTo(1);

    assertThat(situation.keys())
        .containsExactly(
            "a/2026-05-04T03:02:01+00:00.sha1",
            "a/2026-05-04T03:02:01+00:00.wsp.gz",
            "a/readme.txt");
  }

  @Test
  void datesVersionsInTheirOrderWhenTheClockIsSetBack() throws Exception {
    for (int i = 0; i < 4; i++) {
      situation.put("a", situation.file(i));
      situation.backUp();
      situation.now -= 86_400;
    }
    Path restored = tree.resolveSibling("restored-" + tree.getFileName());
    situation.restore(restored);

    assertThat(situation.keys())
        .filteredOn(key -> key.endsWith(".gz"))
        .last()
        .isEqualTo("a/2026-05-04T03:02:04+00:00.wsp.gz");
    assertThat(restored.resolve("a.wsp")).hasBinaryContent(situation.file(3));
    assertThat(situation.told)
        .hasSize(3)
        .allMatch(line -> line.contains("later than the clock, which has been set back"));
  }

  @Test
  void reportsUnsoundFilesAndStoresTheOthers() throws Exception {
    situation.put("good", situation.file(1));
    situation.put("cut", Arrays.copyOf(situation.file(1), 700));
    situation.put("empty", new byte[0]);
    Files.createSymbolicLink(tree.resolve("link.wsp"), tree.resolve("good.wsp"));
    BackupReport report = situation.backUp();

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(2);
    assertThat(report.passedOver()).isEqualTo(1);
    assertThat(situation.keys()).hasSize(2).allMatch(key -> key.startsWith("good/"));
    assertThat(situation.told)
        .anyMatch(line -> line.contains("cut.wsp") && line.contains("it is cut off"))
        .anyMatch(line -> line.contains("empty.wsp") && line.contains("0 bytes"));
  }

  @Test
  void aDirectoryThatCannotBeReadIsAFailure() throws Exception {
    situation.put("good", situation.file(1));
    // Even root cannot read what has a path that is too long.
    String[] names = new String[9];
    Arrays.fill(names, "d".repeat(250));
    Path upper = Files.createDirectories(tree.resolve("a/" + String.join("/", names)));
    Path lower = Files.createDirectories(tree.resolve("b/" + String.join("/", names)));
    Files.move(tree.resolve("b"), upper.resolve("b"));
    try {
      BackupReport report = situation.backUp();
      assertThat(report.stored()).isEqualTo(1);
      assertThat(report.failed()).isEqualTo(1);
      assertThat(report.passedOver()).isZero();
      assertThat(situation.told).singleElement().asString().contains("ddd/b/ddd");
    } finally {
      Files.move(upper.resolve("b"), tree.resolve("b"));
    }
    assertThat(lower).exists();
  }

  @Test
  void storesAgainWhatHasAMarkerThatCannotBeOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      situation.put("m" + i, situation.file(1));
    }
    situation.backUp();
    situation.store.objects.keySet().removeIf(key -> key.contains("manifest"));
    situation.store.objects.replaceAll(
        (key, content) -> key.endsWith(".sha1") ? new byte[5000] : content);
    // One that is listed though it is not there any more.
    situation.store.objects.remove("m7/2026-05-04T03:02:01+00:00.sha1");
    situation.store.shows(
        listed -> {
          List<StoredObject> more = new ArrayList<>(listed);
          more.add(new StoredObject("m7/2026-05-04T03:02:01+00:00.sha1", 40));
          more.sort(Comparator.comparing(StoredObject::key, Keys.ORDER));
          return more;
        });
    situation.now += 60;
    BackupReport report = situation.backUp();

    assertThat(situation.told).isEmpty();
    assertThat(report.stored()).isEqualTo(20);
    RestoreReport restored = situation.restore(Files.createDirectory(tree.resolve("into")));
    assertThat(restored.created()).isEqualTo(20);
  }

  @Test
  void whatIsDeletedWhileItRunsIsNoFailure() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      situation.put(name, situation.file(1));
    }
    situation.backUp("a");
    situation.store.fault(
        request -> {
          if (request.startsWith("get .bucky-manifest")) {
            // Both have been found by then, and not been read.
            Files.deleteIfExists(tree.resolve("a.wsp"));
            Files.deleteIfExists(tree.resolve("b.wsp"));
          }
        });
    BackupReport report = situation.backUp();

    assertThat(situation.told).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.done()).isEqualTo(1);
    assertThat(situation.verify()).isEqualTo(2);
  }

  /** What is written under a longer date would never be seen again. */
  @Test
  void nothingFollowsTheLastDate() throws Exception {
    byte[] old = situation.file(1);
    for (int i = 0; i < 12; i++) {
      String last = "9999-12-31T23:59:59+00:00";
      situation.storeByHand("m" + i, last, ".wsp.gz", Situation.gzip(old), old);
      situation.put("m" + i, situation.file(2));
    }
    situation.put("n", situation.file(2));
    BackupReport report = situation.backUp();

    assertThat(report.failed()).isEqualTo(12);
    assertThat(report.stored()).isEqualTo(1);
    assertThat(situation.told).anyMatch(line -> line.contains("has the last date that there is"));
    assertThat(situation.keys()).hasSize(2 * 13);
  }

  @Test
  void storesAgainWhatHasNothingBehindItsMarker() throws Exception {
    situation.put("a", situation.file(1));
    situation.backUp();
    situation.store.objects.put("a/2026-05-04T03:02:01+00:00.wsp.gz", new byte[0]);
    for (int i = 0; i < 2; i++) {
      situation.now += 60;
      assertThat(situation.backUp().stored()).isEqualTo(1 - i);
    }
    Path into = Files.createDirectory(tree.resolve("into"));
    assertThat(situation.restore(into).created()).isEqualTo(1);
  }

  /** A disk has no room for such a name, which is no reason to give up. */
  @Test
  void storesTheOthersWhereAMetricsNameIsTooLong() throws Exception {
    String part = "x".repeat(100);
    for (int i = 0; i < 20; i++) {
      situation.put("long." + part + "." + part + "." + part + i, situation.file(1));
    }
    situation.put("short", situation.file(1));
    Path into = Files.createDirectory(tree.resolve("store"));
    try (Store disk = new DiskStore(into)) {
      BackupReport report = situation.backUp(disk);
      assertThat(report.stored()).isEqualTo(1);
      assertThat(report.failed()).isEqualTo(20);
      assertThat(situation.told).allMatch(line -> line.contains("at most 255 bytes"));
    }
    situation.now += 60;
    assertThat(situation.backUp().stored()).as("where there is room").isEqualTo(21);
    assertThat(situation.verify()).isEqualTo(21);
  }

  @Test
  void goesOnAfterAFailureOfTheStoreAndRepairsNextTime() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      situation.put(name, situation.file(1));
    }
    situation.store.fault(
        request -> {
          if (request.startsWith("put b/") && request.endsWith(".gz")
              || request.startsWith("put c/") && request.endsWith(".sha1")) {
            throw new StoreException("507 full", null);
          }
        });
    BackupReport report = situation.backUp();
    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(2);
    assertThat(situation.verify()).isEqualTo(1);

    situation.store.fault(request -> {});
    situation.now += 5;
    BackupReport repaired = situation.backUp();
    assertThat(repaired.stored()).isEqualTo(2);
    assertThat(repaired.orphans()).isEqualTo(1);
    assertThat(situation.verify()).isEqualTo(3);
  }

  @Test
  void givesUpWhenTheStoreFailsAgainAndAgain() throws Exception {
    for (int i = 0; i < 100; i++) {
      situation.put("m" + i, situation.file(1));
    }
    situation.store.fault(
        request -> {
          if (request.startsWith("put")) {
            throw new StoreException("no space left", null);
          }
        });

    assertThatThrownBy(() -> situation.backUp())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("10 times in a row: no space left");
    assertThat(situation.told).hasSizeLessThan(15);
    assertThat(situation.keys()).isEmpty();
  }

  @Test
  void failsIfTheListingFails() throws Exception {
    situation.put("a", situation.file(1));
    situation.store.fault(
        request -> {
          if (request.startsWith("next")) {
            throw new StoreException("a page could not be read", null);
          }
        });

    assertThatThrownBy(() -> situation.backUp()).hasMessage("a page could not be read");
    assertThat(situation.keys()).isEmpty();
  }
}
