package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.buckytools.samples.RawWhisper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update stores and what follows from it, in numbers that can be worked out by hand. */
class UpdateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final double GAP = Double.NaN;

  /** A multiple of all steps. */
  private static final long NOW = 1_700_000_160;

  @TempDir Path directory;

  /** Minutes, two minutes and four minutes. */
  private static Header threeArchives(float xff) {
    return Header.of(Aggregation.AVERAGE, xff, Retention.parseList("60:10,120:10,240:10"));
  }

  private static Header header(String retentions) {
    return Header.of(Aggregation.AVERAGE, 0, Retention.parseList(retentions));
  }

  private Database open(RawWhisper raw) throws IOException {
    return Database.openToWrite(Files.write(directory.resolve("a.wsp"), raw.bytes()), PATIENCE);
  }

  private Database open(Header header) throws IOException {
    return open(new RawWhisper(header));
  }

  private static double at(Database database, long time, int step) throws IOException {
    return database.fetch(time - step, time, NOW + 60, step).values()[0];
  }

  @Test
  void aValueIsCarriedThroughAllArchives() throws IOException {
    try (Database database = open(threeArchives(0.5f))) {
      database.update(4, NOW, NOW);
      assertThat(at(database, NOW, 60)).isEqualTo(4);
      assertThat(at(database, NOW, 120)).isEqualTo(4);
      assertThat(at(database, NOW, 240)).isEqualTo(4);
      database.update(6, NOW + 60, NOW + 60);
      assertThat(at(database, NOW, 120)).isEqualTo(5);
      assertThat(at(database, NOW, 240)).isEqualTo(5);
    }
  }

  @Test
  void manyValuesAreCarriedThroughAllArchives() throws IOException {
    try (Database database = open(threeArchives(0.5f))) {
      database.updateMany(
          List.of(new Point(NOW - 240, 1), new Point(NOW, 4), new Point(NOW + 60, 6)), NOW + 60);
      assertThat(at(database, NOW - 240, 240)).isEqualTo(1);
      assertThat(at(database, NOW, 120)).isEqualTo(5);
      assertThat(at(database, NOW, 240)).isEqualTo(5);
    }
  }

  /** Both points of two minutes are known already, but nothing new comes to them. */
  @Test
  void whereTooFewPointsAreKnownNothingIsCarriedFurther() throws IOException {
    RawWhisper raw = new RawWhisper(threeArchives(1)).put(1, 0, NOW, 7).put(1, 1, NOW + 120, 9);
    try (Database database = open(raw)) {
      database.update(4, NOW, NOW);
      assertThat(at(database, NOW, 120)).isEqualTo(7);
      assertThat(at(database, NOW, 240)).isNaN();
      database.updateMany(List.of(new Point(NOW, 5)), NOW);
      assertThat(at(database, NOW, 240)).isNaN();
      database.updateMany(List.of(new Point(NOW, 5), new Point(NOW + 60, 6)), NOW + 60);
      assertThat(at(database, NOW, 120)).isEqualTo(5.5);
      assertThat(at(database, NOW, 240)).isEqualTo((5.5 + 9) / 2);
    }
  }

  /** That is the slot of the present interval. */
  @Test
  void aTimeAsOldAsARetentionStillGoesToThatArchive() throws IOException {
    try (Database database = open(header("60:5,300:12"))) {
      database.update(1, NOW - 300, NOW);
      assertThat(database.slots(0).timestamp(0)).isEqualTo(NOW - 300);
      database.updateMany(List.of(new Point(NOW - 300 - 60, 2)), NOW - 60);
      assertThat(database.slots(0).timestamp(4)).isEqualTo(NOW - 360);
      database.update(3, NOW - 301, NOW);
      assertThat(database.slots(0).timestamp(4)).isEqualTo(NOW - 360);
      assertThat(at(database, NOW - 301 - Math.floorMod(NOW - 301, 300L), 300)).isEqualTo(3);
    }
  }

  @Test
  void valuesWithGapsAndAcrossTheRingsEndLandInTheirSlots() throws IOException {
    try (Database database = open(header("60:5"))) {
      database.updateMany(List.of(new Point(NOW - 420, 1)), NOW - 420);
      database.updateMany(
          List.of(
              new Point(NOW - 240, 2),
              new Point(NOW - 180, 3),
              new Point(NOW - 120, 4),
              new Point(NOW, 5)),
          NOW);
      assertThat(database.slots(0).timestamp(0)).isEqualTo(NOW - 120);
      assertThat(database.fetch(NOW - 300, NOW, NOW).values()).containsExactly(2, 3, 4, GAP, 5);
    }
  }

  @Test
  void ofMoreThanALapTheNewestStay() throws IOException {
    try (Database database = open(header("60:5"))) {
      database.updateMany(
          LongStream.rangeClosed(0, 5).mapToObj(i -> new Point(NOW - 300 + 60 * i, i)).toList(),
          NOW);
      assertThat(database.fetch(NOW - 300, NOW, NOW).values()).containsExactly(1, 2, 3, 4, 5);
    }
  }

  /** A stored 0 means an empty slot, so that 1970's first interval cannot be stored. */
  @Test
  void theFirstIntervalOf1970IsNone() throws IOException {
    try (Database database = open(header("60:10,300:10"))) {
      String refused =
          database.path() + ": time 59 is outside what the whisper format holds, 1970 to 2106";
      assertThatThrownBy(() -> database.update(1, 59, 200))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(refused);
      assertThatThrownBy(() -> database.updateMany(List.of(new Point(59, 1)), 200))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(refused);
      database.update(1, 60, 200);
      assertThat(database.fetch(-120, 200, 200, 60).values())
          .containsExactly(GAP, GAP, 1, GAP, GAP);
      // Its five minutes are those of 1970's beginning.
      assertThat(database.slots(1).base()).isZero();
      assertThat(database.slots(1).value(0)).isZero();
    }
  }

  @Test
  void theLastSecondThatAFileHoldsIsStored() throws IOException {
    long last = 4_294_967_295L;
    try (Database database = open(header("1:10"))) {
      database.update(1, last, last);
      assertThat(database.fetch(last - 1, last, last).values()).containsExactly(1);
      assertThatThrownBy(() -> database.update(1, last + 1, last + 1))
          .hasMessageContaining("time 4294967296 is outside what the whisper format holds");
    }
  }
}
