package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.progress.Progress;
import org.buckytools.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore brings back, and what it refuses. */
class RestoreTest {
  @TempDir Path directory;
  private Situation situation;
  private Path into;

  @BeforeEach
  void begin() throws IOException {
    situation = new Situation(Files.createDirectory(directory.resolve("tree")));
    into = directory.resolve("into");
  }

  private static byte[] compress(Algorithm algorithm, byte[] plain) {
    try (Codec codec = algorithm.codec()) {
      ByteBuffer compressed = codec.compress(plain, plain.length);
      byte[] bytes = new byte[compressed.remaining()];
      compressed.get(bytes);
      return bytes;
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void readsWhatWhisperBackupWroteOverTheYears() throws Exception {
    byte[] first = situation.file(1);
    byte[] second = situation.file(2);
    byte[] third = situation.file(3);
    situation.storeByHand(
        "old.metric", "2015-01-26T15:41:55+00:00", ".wsp.gz", Situation.gzip(first), first);
    situation.storeByHand(
        "old.metric",
        "2016-02-29T23:59:59+00:00",
        ".wsp.sz",
        compress(Algorithm.SZ, second),
        second);
    situation.storeByHand(
        "old.metric", "2019-12-31T00:00:00+00:00", ".wsp.gz", Situation.gzip(third), third);
    record Expected(String date, byte[] content) {}
    for (Expected expected :
        List.of(
            new Expected("2015-01-26T15:41:55Z", first),
            new Expected("2016-02-29T23:59:58Z", first),
            new Expected("2017-01-01T00:00:00Z", second),
            new Expected("2026-01-01T00:00:00Z", third))) {
      Path place = directory.resolve(expected.date());
      RestoreReport report =
          situation.restore(place, Instant.parse(expected.date()).getEpochSecond());
      assertThat(report.created()).isEqualTo(1);
      assertThat(place.resolve("old/metric.wsp")).hasBinaryContent(expected.content());
    }
    RestoreReport before =
        situation.restore(into, Instant.parse("2015-01-26T15:41:54Z").getEpochSecond());
    assertThat(before.none()).isEqualTo(1);
    assertThat(before.done()).isZero();
  }

  @Test
  void readsMarkersNamedAfterTheWholeObjectToo() throws Exception {
    byte[] content = situation.file(1);
    String key = "a/2020-02-02T02:02:02+00:00.wsp.gz";
    situation.store.objects.put(key, Situation.gzip(content));
    situation.store.objects.put(
        key + ".sha1", (Situation.sha1(content) + "  a.wsp\n").getBytes(StandardCharsets.US_ASCII));

    assertThat(situation.restore(into).created()).isEqualTo(1);
    assertThat(into.resolve("a.wsp")).hasBinaryContent(content);
  }

  @Test
  void restoresAMixedStore() throws Exception {
    for (Algorithm algorithm : Algorithm.values()) {
      situation.algorithm = algorithm;
      situation.put("m." + algorithm.word(), situation.file(algorithm.ordinal()));
      situation.backUp("m." + algorithm.word());
    }
    assertThat(situation.restore(into).created()).isEqualTo(3);
    assertThat(situation.restore(into).unchanged()).isEqualTo(3);
    for (Algorithm algorithm : Algorithm.values()) {
      assertThat(into.resolve("m/" + algorithm.word() + ".wsp"))
          .hasBinaryContent(situation.file(algorithm.ordinal()));
    }
    assertThat(situation.restore(directory.resolve("part"), Long.MAX_VALUE, "*.g?").created())
        .isEqualTo(1);
  }

  @Test
  void fillsWhatIsThereAndLosesNothingOfIt() throws Exception {
    byte[] stored = situation.file(5);
    situation.put("a", stored);
    situation.backUp();
    byte[] present = stored.clone();
    int firstPoint = 16 + 2 * 12;
    Arrays.fill(present, firstPoint + 12, firstPoint + 24, (byte) 0);
    ByteBuffer.wrap(present).putDouble(firstPoint + 4, 99);
    Files.createDirectories(into);
    Files.write(into.resolve("a.wsp"), present);
    RestoreReport report = situation.restore(into);

    assertThat(report.filled()).isEqualTo(1);
    assertThat(report.points()).isEqualTo(1);
    byte[] expected = stored.clone();
    ByteBuffer.wrap(expected).putDouble(firstPoint + 4, 99);
    assertThat(into.resolve("a.wsp")).hasBinaryContent(expected);
  }

  private void twoVersions() throws Exception {
    for (int i = 1; i <= 2; i++) {
      situation.put("a", situation.file(i));
      situation.put("other", situation.file(i));
      situation.backUp();
      situation.now += 60;
    }
  }

  @Test
  void offersAnOlderVersionAndUsesItWhenAsked() throws Exception {
    twoVersions();
    String newest = "a/2026-05-04T03:03:01+00:00.wsp.gz";
    situation.store.objects.put(newest, Situation.gzip(situation.file(77)));
    RestoreReport refused = situation.restore(into);

    assertThat(refused.failed()).isEqualTo(1);
    assertThat(refused.created()).isEqualTo(1);
    assertThat(into.resolve("a.wsp")).doesNotExist();
    assertThat(into.resolve("other.wsp")).hasBinaryContent(situation.file(2));
    assertThat(situation.told.get(0)).startsWith("damaged a of 2026-05-04T03:03:01+00:00: its SHA");
    assertThat(situation.told.get(1)).isEqualTo("offered a of 2026-05-04T03:02:01+00:00");

    situation.fallback = true;
    RestoreReport older = situation.restore(into);
    assertThat(older.failed()).isZero();
    assertThat(older.older()).isEqualTo(1);
    assertThat(into.resolve("a.wsp")).hasBinaryContent(situation.file(1));
  }

  @Test
  void refusesNamesThatEscapeTheTree() throws Exception {
    byte[] sound = situation.file(1);
    byte[] stored = Situation.gzip(sound);
    List<String> hostile =
        List.of("..", "...", ".hidden", "a..b", "x/../../y", "/etc/cron", "a\nb", "\u001b[2J");
    for (String name : hostile) {
      situation.storeByHand(name, "2026-01-01T00:00:00+00:00", ".wsp.gz", stored, sound);
    }
    situation.storeByHand("good", "2026-01-01T00:00:00+00:00", ".wsp.gz", stored, sound);
    RestoreReport report = situation.restore(into);

    assertThat(report.created()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(hostile.size());
    assertThat(files()).containsExactly("into/good.wsp");
    assertThat(situation.told)
        .hasSize(hostile.size())
        .allMatch(line -> line.startsWith("refused: '") && line.chars().noneMatch(c -> c < ' '));

    situation.told.clear();
    assertThat(situation.restore(into, Long.MAX_VALUE, "go*").failed())
        .as("what is not asked for")
        .isZero();
    Verify.Report verified =
        new Verify(situation.store, new Random(4), situation, Progress.NONE)
            .run(new Verify.Options("", Situation.matching("go*"), 1, 2, 1 << 20));
    assertThat(verified).isEqualTo(new Verify.Report(1, 0, 0, 0, 0, 0));
    assertThat(situation.told).isEmpty();
  }

  @Test
  void ignoresWhatHasNoMarker() throws Exception {
    twoVersions();
    situation.store.objects.remove("a/2026-05-04T03:03:01+00:00.sha1");
    situation.restore(into);

    assertThat(into.resolve("a.wsp")).hasBinaryContent(situation.file(1));
    assertThat(situation.told).isEmpty();
  }

  @Test
  void verifiesAllOrASample() throws Exception {
    for (int i = 0; i < 200; i++) {
      situation.put("m" + i, situation.file(i));
    }
    situation.backUp();
    Verify.Report sample =
        new Verify(situation.store, new Random(4), situation, Progress.NONE)
            .run(new Verify.Options("", name -> true, 0.1, 2, 1 << 20));
    assertThat(sample.sound()).isBetween(5L, 40L);
    assertThat(sample.leftOut()).isEqualTo(200 - sample.sound());
    assertThat(situation.verify()).isEqualTo(200);
    situation.store.objects.remove("m7/2026-05-04T03:02:01+00:00.sha1");
    situation.store.objects.put("m8/2026-05-04T03:02:01+00:00.wsp.gz", new byte[3]);
    Verify.Report report =
        new Verify(situation.store, new Random(4), situation, Progress.NONE)
            .run(new Verify.Options("", name -> true, 1, 2, 1 << 20));
    assertThat(report).isEqualTo(new Verify.Report(198, 1, 0, 0, 1, 0));
  }

  @Test
  void givesUpWhenTheStoreFailsAgainAndAgain() throws Exception {
    for (int i = 0; i < 100; i++) {
      situation.put("m" + i, situation.file(i));
    }
    situation.backUp();
    situation.store.fault(
        request -> {
          if (request.startsWith("get m")) {
            throw new StoreException("the line is dead", null);
          }
        });

    assertThatThrownBy(() -> situation.restore(into))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("10 times in a row: the line is dead");
    assertThat(situation.told).hasSizeLessThan(15);
  }
}
