package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRegexTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "^a",
        "a$",
        "^a$",
        "\\.b",
        "a|z",
        "[^a-z.]",
        "a.*b",
        "é",
        "😀",
        "\\.[ab]+$",
        "(?i)A"
      })
  void findsWhatTheJdkFinds(String regex) {
    Pattern model = Pattern.compile(regex);
    NameTest test = NameRegex.of(regex).tester();
    Cases.run(
        1_000,
        random -> {
          String name = SampleNames.random(random);
          byte[] bytes = SampleNames.bytes(name + "aé");
          boolean expected = model.matcher(name).find();
          assertThat(test.test(bytes, bytes.length - 3)).as(name).isEqualTo(expected);
          assertThat(NameRegex.of(regex).test(name)).as(name).isEqualTo(expected);
        });
  }

  /** Backtracking engines take longer than anybody waits. */
  @Test
  void noExpressionHangs() {
    String name = "a".repeat(3_000) + "!";
    for (String regex :
        new String[] {"(a+)+$", "(a|a)*b", "(a*)*b", "(.*)*(.*)*(.*)*x", "(a?){500}a{500}$"}) {
      assertThat(NameRegex.of(regex).test(name)).as(regex).isFalse();
    }
  }

  /** Small to write, but of millions of states. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "((((a{30}){30}){30}){30}){30}",
        "(a{500}|b{500}){500}",
        "((a{0,100}){0,100}){0,100}",
        "(?:(?:\\pL{100}){100}){100}",
        "(x{1,20}){1,1000}",
        "(\\Q)\\E([)]a{900}[^]x]){900}){900}",
        "([[:alpha:]](x{900}){900})",
        "(x{900,}){900,}",
        "(\\(x{900}){900}",
      })
  void noExpressionFillsTheMemory(String regex) {
    assertThatThrownBy(() -> NameRegex.of(regex)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^servers\\.web[0-9]{1,3}\\.(cpu|disk)\\.",
        "a{1000}",
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}",
        "a{",
        "a{,5}"
      })
  void usualExpressionsAreNotTooLarge(String regex) {
    assertThat(NameRegex.of(regex).toString()).isEqualTo(regex);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> NameRegex.of("a(b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'a(b' is not a regular expression in RE2's syntax: missing closing )");
    assertThatThrownBy(() -> NameRegex.of("(a)\\1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NameRegex.of("a".repeat(2_001))).hasMessageContaining("2001");
  }
}
