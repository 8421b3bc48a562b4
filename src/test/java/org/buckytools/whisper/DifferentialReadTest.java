package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.buckytools.reference.ReferenceInfo;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, we read from it what Graphite's whisper reads. */
@RequiresReference
class DifferentialReadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void headersAreReadAlike(ReferenceWhisper reference) {
    Cases.run(
        500,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Path file = write(whisper.file(whisper.header(), whisper.now(), true));
          ReferenceInfo theirs = reference.info(file);
          try (Database database = Database.openToRead(file, PATIENCE)) {
            Header ours = database.header();
            assertThat(
                    new ReferenceInfo(
                        ours.aggregation().label(),
                        ours.maxRetention(),
                        ours.xff(),
                        ours.archives()))
                .isEqualTo(theirs);
          }
        });
  }

  @Test
  void fetchReturnsTheSameSeries(ReferenceWhisper reference) {
    Cases.run(
        1500,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Header header = whisper.header();
          long now = whisper.now();
          Path file = write(whisper.file(header, now, true));
          try (Database database = Database.openToRead(file, PATIENCE)) {
            for (int i = 0; i < 6; i++) {
              long from = whisper.time(header, now);
              long until = Math.max(from, random.nextBoolean() ? now : whisper.time(header, now));
              assertSame(
                  database.fetch(from, until, now),
                  reference.fetch(file, from, until, now),
                  "fetch of (" + from + ", " + until + "] at " + now + " from " + header);
            }
          }
        });
  }

  @Test
  void fetchOfAGivenStepReturnsTheSameSeriesWithinItsRetention(ReferenceWhisper reference) {
    Cases.run(
        1000,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Header header = whisper.header();
          long now = whisper.now();
          Path file = write(whisper.file(header, now, true));
          Archive archive = header.archives().get(random.nextInt(header.archives().size()));
          try (Database database = Database.openToRead(file, PATIENCE)) {
            long from = now - random.nextLong(archive.retention() + 1);
            long until = from + random.nextLong(archive.retention() + archive.step());
            assertSame(
                database.fetch(from, until, now, archive.step()),
                reference.fetch(file, from, until, now, Integer.toString(archive.step())),
                "fetch of (" + from + ", " + until + "] at " + now + " of " + archive);
          }
        });
  }

  @Test
  void slotsAreThoseOfTheFile(ReferenceWhisper reference) {
    Cases.run(
        200,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Path file = write(whisper.file(whisper.header(), whisper.now(), true));
          List<List<Point>> theirs = reference.dump(file);
          try (Database database = Database.openToRead(file, PATIENCE)) {
            assertThat(theirs).hasSameSizeAs(database.header().archives());
            for (int index = 0; index < theirs.size(); index++) {
              Slots slots = database.slots(index);
              assertThat(slots.count()).isEqualTo(theirs.get(index).size());
              for (int slot = 0; slot < slots.count(); slot++) {
                assertThat(new Point(slots.timestamp(slot), slots.value(slot)))
                    .isEqualTo(theirs.get(index).get(slot));
              }
            }
          }
        });
  }

  /** Reading from memory, as bulk work does, and point by point from the file are the same. */
  @Test
  void copiesOfSlotsEqualFetches() {
    Cases.run(1000, random -> copyEqualsFetch(random));
  }

  private void copyEqualsFetch(Random random) throws Exception {
    RandomWhisper whisper = new RandomWhisper(random);
    Header header = whisper.header();
    long now = whisper.now();
    byte[] bytes = whisper.file(header, now, true);
    int[] words = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(words);
    Path file = write(bytes);
    try (Database database = Database.openToRead(file, PATIENCE)) {
      for (int index = 0; index < header.archives().size(); index++) {
        Archive archive = header.archives().get(index);
        Slots slots = new Slots(words, (int) archive.offset() / Integer.BYTES, archive);
        Series series = database.fetch(now - archive.retention(), now, now, archive.step());
        double[] copied = new double[archive.points()];
        slots.copy(series.from(), copied, copied.length);
        assertThat(copied).isEqualTo(series.values());
        assertThat(series.from()).isEqualTo(archive.oldestInterval(now));
      }
    }
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(directory.resolve("sample.wsp"), bytes);
  }

  private static void assertSame(Series ours, Series theirs, String what) {
    if (ours == null || theirs == null) {
      assertThat(ours).as(what).isEqualTo(theirs);
      return;
    }
    assertThat(List.of(ours.from(), ours.until(), (long) ours.step()))
        .as(what)
        .isEqualTo(List.of(theirs.from(), theirs.until(), (long) theirs.step()));
    // NaN in a file is a gap for us and a value for the reference: both read NaN here.
    assertThat(Arrays.stream(ours.values()).mapToLong(Double::doubleToLongBits).toArray())
        .as(what)
        .isEqualTo(Arrays.stream(theirs.values()).mapToLong(Double::doubleToLongBits).toArray());
  }
}
