package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked for before an expression is asked changes no answer. */
class RequiredTextTest {
  private static final String[] ATOMS = {
    "a",
    "b",
    ".",
    "\\.",
    "aba",
    "b\\.a",
    "\\-",
    "[ab]",
    "[^a]",
    "[]a]",
    "[^]b.]",
    "[[:alpha:].]",
    "[a\\]]",
    "\\w",
    "\\D",
    "\\b",
    "\\B",
    "\\pL",
    "\\x61",
    "\\Qa.b\\E",
    "é",
    "^",
    "$",
    "\\A",
    "\\z",
    "(?i)",
    "(?i:A)",
    "(?s)",
    "(?m)",
    "]",
    "}",
    "_",
    "\\_",
    "aé",
    "(?P<n>b)",
    "(a|b)",
    "a{2}",
    "a{"
  };
  private static final String[] REPEATED = {
    "", "", "", "", "*", "+", "?", "{0,1}", "{2}", "+?", "*?"
  };
  private static final String[] LETTERS = {"a", "b", "A", ".", "-", "é", "_", "]", "{", "}"};

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "^servers\\.web1\\., servers.web1.……!",
        "servers, …servers…!",
        "\\.p99$, …….p99!",
        "^a$, a……a",
        "dc[12]\\..*\\.p99$, …dc….p99",
        "^servers\\.(web|db)[0-9]+\\.cpu, servers.….cpu…",
        "abc?d, …ab…",
        "ab+cd, …ab…",
        "ab{3}cde, …cde…",
        "a|b, ……",
        "(?i)abc, ……",
        "x(?i)abc, ……",
        "x(y(?i)z)abc, ……",
        "x(y|[)])abc, …abc…",
        "\\Qabc\\E, ……",
        "é\\.abc, ….abc…",
        "^*abc, ……",
        "a{, ……",
        "ab^cde, …cde…",
        "ab$cde, …cde…",
        "$, ……!",
      })
  void isWhatIsSurelyThere(String regex, String expected) {
    assertThat(NameRegex.of(regex)).hasToString(regex);
    String shown = RequiredText.of(regex).toString();
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void changesNoAnswer() {
    int[] told = new int[2];
    Cases.run(
        4_000,
        random -> {
          String regex = regex(random, 4);
          NameRegex compiled;
          try {
            compiled = NameRegex.of(regex);
          } catch (IllegalArgumentException none) {
            return;
          }
          NameTest tester = compiled.tester();
          for (int i = 0; i < 50; i++) {
            String name = name(random);
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            boolean expected = compiled.test(name);
            told[expected ? 1 : 0]++;
            assertThat(tester.test(bytes, bytes.length))
                .as("'%s' in '%s', of which %s is required", regex, name, RequiredText.of(regex))
                .isEqualTo(expected);
          }
        });
    assertThat(told[0]).as("names that do not match").isGreaterThan(20_000);
    assertThat(told[1]).as("names that match").isGreaterThan(20_000);
  }

  private static String regex(Random random, int depth) {
    StringBuilder regex = new StringBuilder(random.nextInt(4) == 0 ? "^" : "");
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      int kind = random.nextInt(12);
      if (kind == 0 && depth > 0) {
        String inner = regex(random, depth - 1);
        regex.append(random.nextBoolean() ? "(" : "(?:").append(inner).append(')');
      } else if (kind == 1 && random.nextInt(4) == 0) {
        regex.append('|');
      } else {
        regex.append(ATOMS[random.nextInt(kind < 8 ? 7 : ATOMS.length)]);
      }
      regex.append(REPEATED[random.nextInt(REPEATED.length)]);
    }
    return regex.append(random.nextInt(4) == 0 ? "$" : "").toString();
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    int letters = random.nextInt(12);
    for (int i = 0; i < letters; i++) {
      name.append(LETTERS[random.nextInt(random.nextInt(3) == 0 ? LETTERS.length : 4)]);
    }
    return name.toString();
  }

  @Test
  void bytesThatAreNoTextMatchAsBefore() {
    byte[] broken = {'a', (byte) 0xc3, 'b', (byte) 0xff, 'c'};
    for (String regex : new String[] {"^a", "b", "a.b", "ab", "c$", "\ufffdb", "a\ufffdb.c"}) {
      boolean expected = NameRegex.of(regex).test(new String(broken, StandardCharsets.UTF_8));
      assertThat(NameRegex.of(regex).tester().test(broken, broken.length))
          .as(regex)
          .isEqualTo(expected);
    }
  }
}
