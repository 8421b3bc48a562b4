package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source has and its destination has no place for is counted. */
class UnheldTest {
  private static final Retention HOUR_OF_MINUTES = new Retention(60, 60);
  private static final Retention DAY_OF_MINUTES = new Retention(60, 1440);
  private static final Retention DAY_OF_FIVE = new Retention(300, 288);

  /** A full day, 1970 and so on. */
  private static final long NOW = 86_400 * 19_000;

  @TempDir private Path dir;

  private static RawWhisper file(Retention... retentions) {
    return new RawWhisper(Header.of(Aggregation.AVERAGE, 0f, List.of(retentions)));
  }

  /** A point a minute for so long, in an archive of minutes. */
  private static RawWhisper minutes(RawWhisper file, int count) {
    for (int i = 0; i < count; i++) {
      file.put(0, i, NOW - (count - 1L - i) * 60, i);
    }
    return file;
  }

  private long unheld(RawWhisper source, Retention... destination) throws Exception {
    Path dst = Files.write(dir.resolve("dst.wsp"), file(destination).bytes());
    Fill fill = FillRun.at(NOW);
    ByteBuffer content = ByteBuffer.wrap(source.bytes());
    assertThat(fill.fillExisting(content, dst, dst, FillOptions.DEFAULT)).isPresent();
    return fill.unheld();
  }

  @Test
  void theSameArchivesHoldAll() throws Exception {
    RawWhisper full = minutes(file(DAY_OF_MINUTES), 1440);

    assertThat(unheld(full, DAY_OF_MINUTES)).isZero();
    assertThat(unheld(full, new Retention(60, 2000), new Retention(300, 2000))).isZero();
  }

  @Test
  void whatIsOlderThanTheDestinationReachesBackIsNotHeld() throws Exception {
    assertThat(unheld(minutes(file(DAY_OF_MINUTES), 50), HOUR_OF_MINUTES)).isZero();
    // Its ring of 60 slots holds the last 59 minutes and this one.
    assertThat(unheld(minutes(file(DAY_OF_MINUTES), 100), HOUR_OF_MINUTES)).isBetween(39L, 40L);
  }

  @Test
  void anAggregateDoesNotHoldWhatItWasMadeOf() throws Exception {
    assertThat(unheld(minutes(file(DAY_OF_MINUTES), 100), DAY_OF_FIVE)).isEqualTo(100);
  }

  @Test
  void aCoarsePointCountsUnlessFinerOnesExplainIt() throws Exception {
    RawWhisper explained = minutes(file(HOUR_OF_MINUTES, DAY_OF_FIVE), 5);
    // Those five are of two intervals: four of one, and now of the next.
    explained.put(1, 0, NOW - 300, 1.5);
    explained.put(1, 1, NOW, 4);
    assertThat(unheld(explained, DAY_OF_MINUTES)).isZero();

    RawWhisper more = minutes(file(HOUR_OF_MINUTES, DAY_OF_FIVE), 5);
    more.put(1, 0, NOW - 300, 17);
    assertThat(unheld(more, DAY_OF_MINUTES)).isEqualTo(1);

    RawWhisper older = file(HOUR_OF_MINUTES, DAY_OF_FIVE);
    older.put(1, 0, NOW - 7200, 17);
    assertThat(unheld(older, DAY_OF_MINUTES)).isEqualTo(1);
    assertThat(unheld(older, HOUR_OF_MINUTES, new Retention(300, 500))).isZero();
  }

  @Test
  void aSourceIsNotDeletedWithWhatOnlyItHas() throws Exception {
    Path source = Files.write(dir.resolve("src.wsp"), minutes(file(DAY_OF_MINUTES), 61).bytes());
    Path destination = Files.write(dir.resolve("dst.wsp"), file(HOUR_OF_MINUTES).bytes());
    FillOptions delete = FillOptions.DEFAULT.withDeleteSource(true);

    FillResult result = FillRun.at(NOW).fill(source, destination, delete);

    assertThat(result.source()).isEqualTo(FillResult.Source.NEEDED);
    assertThat(result.points()).isEqualTo(60);
    assertThat(source).exists();
    Files.write(source, minutes(file(DAY_OF_MINUTES), 60).bytes());
    assertThat(FillRun.at(NOW).fill(source, destination, delete).sourceDeleted()).isTrue();
    assertThat(source).doesNotExist();
  }
}
