package org.buckytools.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Point;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresReference
class ReferenceWhisperTest {
  private static final long NOW = 1_700_000_000;
  private static final List<Retention> LAYOUT =
      List.of(new Retention(60, 10), new Retention(300, 12));

  @TempDir Path directory;

  @Test
  void createsUpdatesAndReadsBack(ReferenceWhisper reference) {
    Path file = directory.resolve("a b.wsp");
    reference.create(file, LAYOUT, 0.25f, Aggregation.ABSMAX);
    reference.update(file, -0.0, NOW, NOW);
    reference.updateMany(file, List.of(new Point(NOW - 60, 0.1)), NOW);

    ReferenceInfo info = reference.info(file);
    assertThat(info)
        .isEqualTo(
            new ReferenceInfo(
                "absmax", 3600, 0.25, List.of(new Archive(40, 60, 10), new Archive(160, 300, 12))));
    long newest = NOW - NOW % 60;
    assertThat(reference.dump(file).get(0))
        .startsWith(new Point(newest, -0.0))
        .endsWith(new Point(newest - 60, 0.1));
    assertThat(reference.fetch(file, NOW - 180, NOW, NOW).values())
        .containsExactly(Double.NaN, 0.1, -0.0);
    assertThat(reference.fetch(file, NOW - 180, NOW, NOW, "5m").step()).isEqualTo(300);
    assertThat(reference.fetch(file, NOW + 1, NOW + 2, NOW)).isNull();
  }

  @Test
  void namesWhatTheLibraryRaises(ReferenceWhisper reference) {
    assertThatThrownBy(() -> reference.parse("60"))
        .isInstanceOfSatisfying(
            ReferenceFailure.class, e -> assertThat(e.type()).isEqualTo("ValueError"));
    assertThat(reference.info(directory.resolve("absent"))).isNull();
    assertThat(reference.parse("1m:1h")).isEqualTo(new ReferenceWhisper.Pair(60, 60));
  }

  @Test
  void runsCommandsAsIfItWereAnotherTime(ReferenceWhisper reference) throws Exception {
    Path file = directory.resolve("a.wsp");
    Path other = directory.resolve("b.wsp");
    reference.create(file, LAYOUT, 0.5f, Aggregation.SUM);
    reference.create(other, LAYOUT, 0.5f, Aggregation.SUM);
    for (int i = 0; i < 10; i++) {
      reference.update(file, i + 1, NOW - 60L * i, NOW);
    }
    reference.fill(file, other, NOW);
    assertThat(reference.diff(file, other, true, NOW).get(0).points()).isPositive();
    reference.merge(file, other, 0, NOW, NOW);
    assertThat(reference.diff(file, other, false, NOW).get(0).differing()).isEmpty();

    reference.resize(file, NOW, "60:20", "300:24");
    assertThat(reference.info(file).archives().get(0).points()).isEqualTo(20);
    assertThat(reference.fetch(file, NOW - 60, NOW, NOW).values()).containsExactly(1.0);
    assertThat(Files.exists(directory.resolve("a.wsp.bak"))).isTrue();
  }
}
