package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.buckytools.reference.ReferenceFailure;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.ReferenceWhisper.Pair;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retentions are read, accepted and refused as Graphite's whisper does. */
@RequiresReference
class DifferentialRetentionTest {
  private static final String[] PIECES = {
    "1", "60", "5", "0060", "10", "86400", "s", "m", "h", "d", "w", "y", "min", "minutes", "sec",
    "seconds", "hours", "days", "weeks", "years", "month", "ms", "M", " ", ":", ":", ":", ":", "-1",
    "+1", "1.5", "", "\t", ",", "x"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60:1440",
        "60s:1d",
        "1m:1d",
        "5m:2w",
        "1h:2y",
        "15m:8",
        "1min:1hour",
        "10s:6h",
        " 60:10 ",
        "60:10\n",
        "1:1",
        "7s:1m",
        "007:3",
        "1d:1y",
        "1w:10y",
        "60",
        "60:",
        ":60",
        ":",
        "",
        "60:1:2",
        "60 :10",
        "60: 10",
        "60s:",
        "s:1d",
        "1x:1d",
        "60:1x",
        "60S:1d",
        "-60:10",
        "60:-10",
        "6_0:1",
        "1e2:10",
        "60:1d,300:1w",
        "1mo:1y",
        "0x10:10",
        "60.0:10",
        "60:1secondss",
        "1second:1"
      })
  void oneRetention(String text, ReferenceWhisper reference) {
    assertThat(ours(text)).as("'%s'", text).isEqualTo(theirs(text, reference));
  }

  @Test
  void anyTextPutTogetherFromPieces(ReferenceWhisper reference) {
    Cases.run(
        5000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(7); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
          }
          assertThat(ours(text.toString()))
              .as("'%s'", text)
              .isEqualTo(theirs(text.toString(), reference));
        });
  }

  /** Step and points, or null if the text is refused. */
  private static Pair ours(String text) {
    try {
      Retention retention = Retention.parse(text);
      return new Pair(retention.step(), retention.points());
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("'" + text + "'");
      return null;
    }
  }

  private static Pair theirs(String text, ReferenceWhisper reference) {
    try {
      Pair pair = reference.parse(text);
      // It lets through what cannot be stored: see IntendedDifferencesTest.
      return pair.step() < 1
              || pair.points() < 1
              || Math.max(pair.step(), pair.points()) > Integer.MAX_VALUE
          ? null
          : pair;
    } catch (ReferenceFailure refused) {
      return null;
    }
  }

  @Test
  void listsOfRetentions(ReferenceWhisper reference) {
    int[] accepted = new int[1];
    Cases.run(
        5000,
        random -> {
          List<Retention> list = list(random);
          List<Pair> theirs = theirs(list, reference);
          assertThat(ours(list)).as("%s", list).isEqualTo(theirs);
          if (theirs != null) {
            accepted[0]++;
          }
        });
    if (Cases.all()) {
      assertThat(accepted[0]).isBetween(500, 4500);
    }
  }

  private static List<Retention> list(Random random) {
    List<Retention> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int step = new int[] {1, 2, 5, 10, 12, 60}[random.nextInt(6)];
      list.add(new Retention(step, 1 + random.nextInt(1 << (1 + random.nextInt(7)))));
    }
    return list;
  }

  private static List<Pair> ours(List<Retention> list) {
    try {
      return Pair.of(Retention.check(list));
    } catch (IllegalArgumentException refused) {
      return null;
    }
  }

  private static List<Pair> theirs(List<Retention> list, ReferenceWhisper reference) {
    try {
      return reference.validate(Pair.of(list));
    } catch (ReferenceFailure refused) {
      assertThat(refused.type()).isEqualTo("InvalidConfiguration");
      return null;
    }
  }
}
