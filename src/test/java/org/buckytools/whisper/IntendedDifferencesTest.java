package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.buckytools.reference.ReferenceFailure;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.ReferenceWhisper.Pair;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.RawWhisper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Where we mean to differ from Graphite's whisper: each test shows both behaviours, and
 * docs/whisper-differences.md gives the reason under the test's name.
 */
@RequiresReference
class IntendedDifferencesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long NOW = 1_700_000_000 - 1_700_000_000 % 3600;

  private final ReferenceWhisper reference;

  @TempDir Path directory;

  private Path ours;
  private Path theirs;

  IntendedDifferencesTest(ReferenceWhisper reference) {
    this.reference = reference;
  }

  @BeforeEach
  void nameFiles() {
    ours = directory.resolve("ours.wsp");
    theirs = directory.resolve("theirs.wsp");
  }

  @Test
  void theDocumentListsEveryTestOfThisClassAndNoneThatIsNot() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("docs/whisper-differences.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`")[1])
            .toList();
    assertThat(rows.stream().filter(row -> !row.contains(".")))
        .containsExactlyInAnyOrderElementsOf(
            tests(IntendedDifferencesTest.class).stream()
                .filter(name -> !name.startsWith("theDocument"))
                .toList());
    for (String row : rows) {
      int dot = row.indexOf('.');
      if (dot > 0) {
        String name = getClass().getPackageName() + "." + row.substring(0, dot);
        assertThat(tests(Class.forName(name))).contains(row.substring(dot + 1));
      }
    }
  }

  private static List<String> tests(Class<?> in) {
    return Arrays.stream(in.getDeclaredMethods())
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(ParameterizedTest.class))
        .map(Method::getName)
        .toList();
  }

  @Test
  void nanIsAGapWhenPointsAreAggregated() throws Exception {
    begin(Aggregation.MAX, 0.5f, new Retention(60, 60), new Retention(120, 60));
    for (double value : new double[] {Double.NaN, 7}) {
      long time = value == 7 ? NOW - 60 : NOW - 120;
      reference.update(theirs, value, time, NOW);
      update(value, time);
    }
    assertThat(reference.dump(theirs).get(1).getFirst().value()).isNaN();
    assertThat(fetch(ours, NOW - 240, NOW - 120, 120).values()).containsExactly(7.0);
  }

  @Test
  void anAggregateThatIsNoNumberIsNotStored() throws Exception {
    begin(Aggregation.SUM, 0, new Retention(60, 60), new Retention(120, 60));
    reference.update(theirs, Double.POSITIVE_INFINITY, NOW - 120, NOW);
    reference.update(theirs, Double.NEGATIVE_INFINITY, NOW - 60, NOW);
    update(Double.POSITIVE_INFINITY, NOW - 120);
    update(Double.NEGATIVE_INFINITY, NOW - 60);
    assertThat(reference.dump(theirs).get(1).getFirst().value()).isNaN();
    assertThat(reference.dump(ours).get(1).getFirst())
        .isEqualTo(new Point(NOW - 120, Double.POSITIVE_INFINITY));
  }

  @Test
  void aFetchOfAGivenStepIsCutToWhatThatArchiveRetains() throws Exception {
    begin(Aggregation.SUM, 0, new Retention(60, 10), new Retention(120, 60));
    reference.update(theirs, 1, NOW, NOW);
    update(1, NOW);

    Series claimed = reference.fetch(theirs, NOW - 3600, NOW, NOW, "60");
    assertThat((claimed.until() - claimed.from()) / 60).isEqualTo(60);
    assertThat(claimed.values()).hasSize(10);

    Series series = fetch(ours, NOW - 3600, NOW, 60);
    assertThat(series.from()).isEqualTo(NOW - 9 * 60);
    assertThat(series.until()).isEqualTo(NOW + 60);
    assertThat(series.values()).hasSize(10).endsWith(1.0);
    assertThat(fetch(ours, NOW - 3600, NOW - 1800, 60)).isNull();
  }

  @Test
  void theFieldMaxRetentionIsComputedAndNotBelieved() throws Exception {
    byte[] file =
        new RawWhisper(header(Aggregation.SUM, 0, new Retention(60, 10)))
            .put(0, 0, NOW - 480, 5)
            .bytes();
    ByteBuffer.wrap(file).putInt(4, 60);
    Files.write(ours, file);
    Files.write(theirs, file);
    assertThat(reference.fetch(theirs, NOW - 490, NOW - 480, NOW)).isNull();
    try (Database database = Database.openToRead(ours, PATIENCE)) {
      assertThat(database.header().maxRetention()).isEqualTo(600);
      assertThat(database.fetch(NOW - 490, NOW - 480, NOW).values()).containsExactly(5.0);
    }
  }

  @Test
  void archiveListsThatBreakTheRulesAreUnsound() throws Exception {
    byte[] file =
        new RawWhisper(header(Aggregation.SUM, 0, new Retention(60, 10), new Retention(120, 60)))
            .bytes();
    ByteBuffer.wrap(file).putInt(32, 90);
    Files.write(ours, file);
    assertThat(reference.info(ours).archives()).contains(new Archive(160, 90, 60));
    assertUnsound("archive 0 (60:10) and archive 1 (90:60): the finer step does not divide the");
  }

  @Test
  void aFileOfAnotherSizeThanItsHeaderSaysIsUnsound() throws Exception {
    byte[] file = new RawWhisper(header(Aggregation.SUM, 0, new Retention(60, 10))).bytes();
    Files.write(ours, Arrays.copyOf(file, file.length - 12));
    assertThat(reference.info(ours)).isNotNull();
    assertUnsound("it is cut off: its archives make 148 bytes, it has 136");
  }

  private void assertUnsound(String reason) {
    assertThatThrownBy(() -> Database.openToRead(ours, PATIENCE))
        .isInstanceOf(UnsoundException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void retentionsThatKeepNothingAreRefused() throws Exception {
    assertThat(reference.parse("60:0")).isEqualTo(new Pair(60, 0));
    assertThat(reference.parse("0:60")).isEqualTo(new Pair(0, 60));
    assertThat(reference.parse("1d:1h")).isEqualTo(new Pair(86_400, 0));
    reference.create(theirs, List.of(new Pair(60, 0)), 0.5, "sum", false);
    assertThat(Files.size(theirs)).isEqualTo(28);
    for (String text : List.of("60:0", "0:60", "1d:1h")) {
      assertThatThrownBy(() -> Retention.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + text + "'");
    }
  }

  @Test
  void retentionsTooLargeForAFileAreRefusedAtOnce() {
    assertThat(reference.parse("1:5000000000")).isEqualTo(new Pair(1, 5_000_000_000L));
    assertThatThrownBy(
            () -> reference.create(theirs, List.of(new Pair(1, 5_000_000_000L)), 0.5, "sum", true))
        .isInstanceOfSatisfying(
            ReferenceFailure.class, e -> assertThat(e.type()).isEqualTo("error"));
    assertThat(theirs).as("what it leaves").isEmptyFile();
    for (String text : List.of("1:5000000000", "9999999999y:1", "99999999999999999999:1")) {
      assertThatThrownBy(() -> Retention.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> header(Aggregation.SUM, 0, new Retention(60, 100_000_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("60:100000000");
  }

  @Test
  void retentionsAreWrittenInAsciiDigitsWithoutLineBreaks() {
    assertThat(reference.parse("\u0666\u0660:1d")).isEqualTo(new Pair(60, 1440));
    assertThat(reference.parse("60s\n:1d")).isEqualTo(new Pair(60, 1440));
    for (String text : List.of("\u0666\u0660:1d", "60s\n:1d")) {
      assertThatThrownBy(() -> Retention.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void moreThanALapOfFuturePointsStaysInsideItsArchive() throws Exception {
    begin(Aggregation.LAST, 0, new Retention(60, 10), new Retention(120, 60));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      points.add(new Point(NOW + 60 * i, i));
    }
    reference.updateMany(theirs, points, NOW);
    updateMany(points);
    assertThat(reference.dump(theirs).get(1))
        .as("points of archive 0 in archive 1")
        .anyMatch(p -> p.time() % 120 != 0);
    List<List<Point>> kept = reference.dump(ours);
    assertThat(kept.get(0)).allMatch(p -> p.time() >= NOW + 15 * 60 && p.time() < NOW + 25 * 60);
    assertThat(kept.get(1)).allMatch(p -> p.time() % 120 == 0);
  }

  @Test
  void coarseIntervalsAreCarriedInOrderOfTime() throws Exception {
    // In an empty archive the first interval carried becomes the base: another rotation of the same
    // ring.
    begin(Aggregation.LAST, 0, new Retention(60, 60), new Retention(300, 24));
    List<Point> points = new ArrayList<>();
    for (int i = 59; i >= 0; i--) {
      points.add(new Point(NOW - 60L * i, i));
    }
    reference.updateMany(theirs, points, NOW);
    updateMany(points);
    assertThat(reference.dump(ours).get(1).getFirst().time()).isEqualTo(NOW - 3600);
    assertThat(reference.dump(theirs).get(1).getFirst().time())
        .as("the first of a Python set")
        .isNotEqualTo(NOW - 3600);
    double[] same = reference.fetch(theirs, NOW - 3600, NOW, NOW, "300").values();
    assertThat(same).hasSize(12).doesNotContain(Double.NaN);
    assertThat(reference.fetch(ours, NOW - 3600, NOW, NOW, "300").values()).isEqualTo(same);
  }

  @Test
  void theNewestOfTwoCoarseIntervalsInOneSlotSurvives() throws Exception {
    // 11 finer points reach into 4 intervals of 20 s, the coarser ring has 3 slots.
    int lost = 0;
    for (long now = NOW; now < NOW + 300; now++) {
      begin(Aggregation.LAST, 0, new Retention(5, 11), new Retention(20, 3));
      List<Point> points = List.of(new Point(now, 1), new Point(now - 50, 2));
      reference.updateMany(theirs, points, now);
      try (Database database = Database.openToWrite(ours, PATIENCE)) {
        database.updateMany(points, now);
        assertThat(database.fetch(now - 20, now, now, 20).values()).endsWith(1.0);
      }
      if (Double.isNaN(last(reference.fetch(theirs, now - 20, now, now, "20")))) {
        lost++;
      }
      Files.delete(ours);
      Files.delete(theirs);
    }
    assertThat(lost).as("newest points that the reference lost").isPositive();
  }

  private static double last(Series series) {
    return series.values()[series.values().length - 1];
  }

  @Test
  void timesThatTheFormatCannotHoldAreRefusedBeforeAnythingIsWritten() throws Exception {
    begin(Aggregation.LAST, 0, new Retention(60, 10));
    byte[] empty = Files.readAllBytes(ours);
    long late = (1L << 32) + 60;
    assertThatThrownBy(() -> reference.update(theirs, 1, late, late))
        .isInstanceOfSatisfying(
            ReferenceFailure.class, e -> assertThat(e.type()).isEqualTo("error"));
    reference.update(theirs, 1, 59, 100);
    assertThat(reference.dump(theirs).getFirst().getFirst()).isEqualTo(new Point(0, 1));
    try (Database database = Database.openToWrite(ours, PATIENCE)) {
      for (long time : new long[] {late, 59, 0, -1}) {
        long now = Math.max(time, 100);
        assertThatThrownBy(() -> database.update(1, time, now))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("time " + time + " is outside what the whisper format holds");
        assertThatThrownBy(
                () -> database.updateMany(List.of(new Point(now, 1), new Point(time, 1)), now))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(Files.readAllBytes(ours)).isEqualTo(empty);
  }

  @Test
  void intervalZeroIsUnknown() throws Exception {
    byte[] file =
        new RawWhisper(header(Aggregation.LAST, 0, new Retention(60, 10)))
            .put(0, 0, 60, 1)
            .put(0, 9, 0, 5)
            .bytes();
    Files.write(ours, file);
    assertThat(reference.fetch(ours, -60, 60, 100).values()).containsExactly(5.0, 1.0);
    try (Database database = Database.openToRead(ours, PATIENCE)) {
      assertThat(database.fetch(-60, 60, 100).values()).containsExactly(Double.NaN, 1.0);
    }
  }

  private void begin(Aggregation aggregation, float xff, Retention... retentions) throws Exception {
    byte[] file = new RawWhisper(header(aggregation, xff, retentions)).bytes();
    Files.write(ours, file);
    Files.write(theirs, file);
  }

  private static Header header(Aggregation aggregation, float xff, Retention... retentions) {
    return Header.of(aggregation, xff, List.of(retentions));
  }

  private void update(double value, long time) throws Exception {
    try (Database database = Database.openToWrite(ours, PATIENCE)) {
      database.update(value, time, NOW);
    }
  }

  private void updateMany(List<Point> points) throws Exception {
    try (Database database = Database.openToWrite(ours, PATIENCE)) {
      database.updateMany(points, NOW);
    }
  }

  private static Series fetch(Path file, long from, long until, int step) throws Exception {
    try (Database database = Database.openToRead(file, PATIENCE)) {
      return database.fetch(from, until, NOW, step);
    }
  }
}
