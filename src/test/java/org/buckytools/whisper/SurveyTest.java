package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.buckytools.samples.RawWhisper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
  private static final long NOW = 1_700_000_400;
  private static final Header HEADER =
      Header.of(Aggregation.AVERAGE, 0.5f, List.of(new Retention(60, 10)));

  @TempDir Path directory;

  private Survey survey(RawWhisper raw) throws IOException {
    try (Database database = open(raw)) {
      return Survey.of(database.slots(0), NOW);
    }
  }

  private Database open(RawWhisper raw) throws IOException {
    Path file = Files.write(directory.resolve("a.wsp"), raw.bytes());
    return Database.openToRead(file, Duration.ofSeconds(20));
  }

  private boolean isEmpty(RawWhisper raw) throws IOException {
    try (Database database = open(raw)) {
      return database.isEmpty();
    }
  }

  @Test
  void countsWhatIsInTheSlots() throws IOException {
    RawWhisper raw = new RawWhisper(HEADER).put(0, 0, NOW, 1);
    raw.put(0, 1, NOW + 60, 2);
    raw.put(0, 2, NOW + 120, 3);
    raw.put(0, 3, NOW - 420, 4);
    raw.put(0, 4, NOW - 360 - 600, 5);
    raw.put(0, 5, NOW - 300, Double.NaN);
    raw.put(0, 6, NOW - 60, 6);
    raw.put(0, 7, NOW - 180 + 1, 7);

    assertThat(survey(raw)).isEqualTo(new Survey(3, NOW - 420, NOW + 60, 1, 1, 2));
  }

  @Test
  void whatIsBehindAnEmptySlotZeroIsMisplacedAndNoPoint() throws IOException {
    RawWhisper raw = new RawWhisper(HEADER).put(0, 3, NOW, 1);

    assertThat(survey(raw)).isEqualTo(new Survey(0, 0, 0, 0, 0, 1));
    assertThat(isEmpty(raw)).isTrue();
  }

  @Test
  void aDatabaseIsEmptyIfNoSlotHasAValueOfWhateverTime() throws IOException {
    assertThat(isEmpty(new RawWhisper(HEADER))).isTrue();
    assertThat(isEmpty(new RawWhisper(HEADER).put(0, 0, NOW, Double.NaN))).isTrue();
    assertThat(isEmpty(new RawWhisper(HEADER).put(0, 0, NOW, 0))).isFalse();
    assertThat(isEmpty(new RawWhisper(HEADER).put(0, 0, 60, Double.NaN).put(0, 1, 120, 0)))
        .isFalse();
    assertThat(isEmpty(new RawWhisper(HEADER).put(0, 0, 4_294_967_280L, 1))).isFalse();
  }
}
