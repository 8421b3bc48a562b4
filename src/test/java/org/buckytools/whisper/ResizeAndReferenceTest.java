package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where whisper-resize is right we say the same, and here is where it is not. */
@RequiresReference
class ResizeAndReferenceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long DAY = 86_400;
  private static final long NOW = 1_700_000_000 - 1_700_000_000 % DAY;

  @TempDir Path directory;

  private Path ours;
  private Path theirs;

  private void resizeBoth(
      ReferenceWhisper reference, Aggregation aggregation, String before, String... after)
      throws IOException {
    ours = directory.resolve("ours.wsp");
    theirs = directory.resolve("theirs.wsp");
    reference.create(ours, Retention.parseList(before), 0.5f, aggregation);
    List<Point> points = new ArrayList<>();
    for (long time = NOW - 3 * DAY; time <= NOW; time += 60) {
      points.add(new Point(time, Math.sin(time / 1000.0) * 1000));
    }
    // An archive at a time, as carbon would have stored them: a day, then the next.
    for (int day = 0; day < 3; day++) {
      List<Point> part = points.subList(day * 1440, (day + 1) * 1440);
      reference.updateMany(ours, part, part.getLast().time());
    }
    Files.copy(ours, theirs);
    reference.resize(theirs, NOW, after);
    NewShape shape =
        new NewShape(
            Retention.parseList(String.join(",", after)), Optional.empty(), Optional.empty());
    new Resize(PATIENCE).inPlace(ours, shape, false, NOW);
  }

  private double[] fetch(
      ReferenceWhisper reference, Path file, long from, long until, String step) {
    return reference.fetch(file, from, until, NOW, step).values();
  }

  @ParameterizedTest
  // Graphite has no others.
  @EnumSource(value = Aggregation.class, to = "ABSMIN")
  void equalWhereNoArchiveEnds(Aggregation aggregation, ReferenceWhisper reference)
      throws IOException {
    resizeBoth(reference, aggregation, "60:1440,300:2016", "60:1440", "300:4032", "3600:2000");

    for (String step : List.of("60", "300", "3600")) {
      long today = NOW - DAY + 3600;
      assertThat(fetch(reference, ours, today, NOW - 3600, step))
          .isEqualTo(fetch(reference, theirs, today, NOW - 3600, step))
          .doesNotContain(Double.NaN);
    }
    for (String step : List.of("300", "3600")) {
      assertThat(fetch(reference, ours, NOW - 3 * DAY, NOW - DAY - 3600, step))
          .isEqualTo(fetch(reference, theirs, NOW - 3 * DAY, NOW - DAY - 3600, step))
          .doesNotContain(Double.NaN);
    }
  }

  /**
   * Old coarse points go by their age into the longer fine archive, and are lost where they were.
   */
  @ParameterizedTest
  @EnumSource(
      value = Aggregation.class,
      names = {"SUM", "AVERAGE"})
  void theReferenceWritesCoarsePointsIntoALongerFineArchive(
      Aggregation aggregation, ReferenceWhisper reference) throws IOException {
    resizeBoth(reference, aggregation, "60:1440,300:2016", "60:2880", "300:2016");

    long from = NOW - 2 * DAY + 3600;
    long until = NOW - DAY - 3600;
    double[] inventedMinutes = fetch(reference, theirs, from, until, "60");
    assertThat(known(inventedMinutes)).isEqualTo(inventedMinutes.length / 5);
    assertThat(known(fetch(reference, ours, from, until, "60"))).isZero();

    double[] fiveMinutes = fetch(reference, ours, from, until, "300");
    assertThat(known(fiveMinutes)).isEqualTo(fiveMinutes.length);
    assertThat(known(fetch(reference, theirs, from, until, "300"))).isZero();
  }

  private static int known(double[] values) {
    int known = 0;
    for (double value : values) {
      known += Double.isNaN(value) ? 0 : 1;
    }
    return known;
  }
}
