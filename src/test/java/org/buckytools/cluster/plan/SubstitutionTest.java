package org.buckytools.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {
  @ParameterizedTest
  @CsvSource({
    "s/a/b/, xaxa, xbxa",
    "s/a/b/g, xaxa, xbxb",
    "s/A/b/gi, xaxa, xbxb",
    "s|/a|b|, x/a, xb",
    "s/\\/a/b/, x/a, xb",
    "s/(x)(a)/\\2\\1/, xa1, ax1",
    "s/x(a)/\\11/, xa, a1",
    "s/x/&&/, xa, xxa",
    "s/x/\\&$0/, xa, &$0a",
    "s/\\./_/g, a.b.c, a_b_c",
    "s/^/p./, a, p.a",
    "s/x/[\\0]/, xa, [x]a",
    "s/(1)(2)(3)(4)(5)(6)(7)(8)(9)/\\9\\1/, 123456789, 91",
    "s/x/\\:/, xa, :a",
    "s/x/y\\//, xa, y/a",
    "s/x//, xa, a"
  })
  void substitutesAsSedDoes(String text, String name, String other) {
    assertThat(Substitution.parse(text).of(name)).contains(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "a/b/c/", "s/a/b", "s/(/b/", "s/a/b/x", "s/a/\\1/", "sxaxbx", "s/a/b\\"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Substitution.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no substitution");
  }

  @Test
  void isToldAsItWasWritten() {
    assertThat(Substitution.parse("s/a/b/g")).hasToString("s/a/b/g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s/x/y/", "s/a/a/"})
  void whatStaysTheSameIsNoOtherName(String text) {
    assertThat(Substitution.parse(text).of("abc")).isEmpty();
  }
}
