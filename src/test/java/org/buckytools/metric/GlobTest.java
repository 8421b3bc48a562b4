package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, a.b, true",
    "'', a, false",
    "a, a, true",
    "a, ab, false",
    "a*, abc, true",
    "*c, abc, true",
    "*b, abc, false",
    "a?c, abc, true",
    "a?c, aéc, true",
    "a?c, a😀c, true",
    "a??c, aéc, false",
    "a[bc]d, acd, true",
    "a[!bc]d, acd, false",
    "a[!bc]d, a😀d, true",
    "a[]]b, a]b, true",
    "a[!]]b, a]b, false",
    "a[b-d]e, ace, true",
    "a[b-]e, a-e, true",
    "a[-b]e, a-e, true",
    "a[α-ω]e, aπe, true",
    "a[^b]e, a^e, true",
    "a[b, a[b, true",
    "a[&&b]c, a&c, true",
    "*a*b, xaxbxb, true",
    "*é, aé, true",
    "a.b, axb, false",
    "(a)+, (a)+, true",
  })
  void matchesAsFnmatchDoes(String glob, String name, boolean matches) {
    assertThat(Glob.of(glob).test(name)).isEqualTo(matches);
  }

  /** The JDK's engine is right, only slow. */
  @Test
  void agreesWithRegularExpressions() {
    Cases.run(
        20_000,
        random -> {
          StringBuilder glob = new StringBuilder();
          StringBuilder regex = new StringBuilder("(?s)");
          for (int i = random.nextInt(6); i >= 0; i--) {
            piece(random, glob, regex);
          }
          String name = SampleNames.random(random);
          assertThat(Glob.of(glob.toString()).test(name))
              .as("%s on %s", glob, name)
              .isEqualTo(Pattern.matches(regex.toString(), name));
        });
  }

  private static void piece(Random random, StringBuilder glob, StringBuilder regex) {
    switch (random.nextInt(5)) {
      case 0 -> {
        glob.append('*');
        regex.append(".*");
      }
      case 1 -> {
        glob.append('?');
        regex.append('.');
      }
      case 2 -> {
        glob.append("[a😀é.]");
        regex.append("[a😀é.]");
      }
      case 3 -> {
        glob.append("[!b-z]");
        regex.append("[^b-z]");
      }
      default -> {
        String text = SampleNames.random(random);
        String part = text.substring(0, text.offsetByCodePoints(0, 1));
        glob.append(part);
        regex.append(Pattern.quote(part));
      }
    }
  }

  /** Takes the JDK's engine longer than anybody waits. */
  @Test
  void manyStarsTakeNoTime() {
    String name = "a".repeat(3_000);
    assertThat(Glob.of("*a".repeat(1_000) + "b").test(name)).isFalse();
    assertThat(Glob.of("*a".repeat(1_000)).test(name)).isTrue();
  }

  @Test
  void anEndlessPatternIsAMistake() {
    assertThatThrownBy(() -> Glob.of("*".repeat(4_001)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pattern of 4001 characters is too long: at most 4000 are taken");
  }

  @Test
  void aReversedRangeIsAMistake() {
    assertThatThrownBy(() -> Glob.of("a[z-a]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'a[z-a]' is not a pattern: the range z-a ends before it begins");
  }
}
