package org.buckytools.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceTest {

  /** What Go's documentation and tests of filepath.Match say, on names without slashes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "* a.b.c true",
        "a.* a.b.c true",
        "a.* ab.c false",
        "a.* a. true",
        "*.c a.b.c true",
        "a*c a.b.c true",
        "a.*.c a.c false",
        "a*b*c axbxbxc true",
        "a*b*c axbxbx false",
        "** a.b true",
        "abc abc true",
        "abc abcd false",
        "abc ab false",
        "a?c a.c true",
        "a?c aéc true",
        "a?c a😀c true",
        "a?c ac false",
        "[abc] b true",
        "ab[c] abc true",
        "ab[b-d] abc true",
        "ab[e-g] abc false",
        "ab[^c] abc false",
        "ab[^e-g] abc true",
        "[!a] ! true",
        "[!a] b false",
        "a[^a]b a☺b true",
        "a[^a][^a][^a]b a☺b false",
        "[a-ζ]* α true",
        "*[a-ζ] A false",
        "a\\*b a*b true",
        "a\\*b a.b false",
        "[\\]a] ] true",
        "[\\-] - true",
        "[x\\-] z false",
        "[\\-x] a false",
        "*x xxx true",
      })
  void matchesAsGoDoes(String glob, String name, boolean expected) {
    assertThat(new Namespace(glob).matches(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[]", "[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[^", "[^]", "a\\"})
  void aMalformedOneMatchesNothing(String glob) {
    Namespace namespace = new Namespace(glob);
    assertThat(namespace.isWellFormed()).isFalse();
    for (String name : new String[] {glob, "a", "-", "x", "]", "[", "^", ""}) {
      assertThat(namespace.matches(name)).as(name).isFalse();
    }
    assertThat(new Namespace("*" + glob).matches("a" + glob)).isFalse();
  }

  @Test
  void onlyStarsMeanAll() {
    assertThat(new Namespace("*").matchesAll()).isTrue();
    assertThat(new Namespace("**").matchesAll()).isTrue();
    for (String glob : new String[] {"", "?", "\\*", "[*]", "*.*", "a*"}) {
      assertThat(new Namespace(glob).matchesAll()).as(glob).isFalse();
    }
  }

  @Test
  void anEscapedNameMatchesItselfOnly() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "ab.*?[]\\^-é😀";
    int[] units = alphabet.codePoints().toArray();
    for (int i = 0; i < 20_000; i++) {
      String one = word(random, units);
      String other = word(random, units);
      Namespace only = new Namespace(Namespace.only(one));
      assertThat(only.matches(one)).as("'%s', seed %d", one, seed).isTrue();
      assertThat(only.matches(other))
          .as("'%s' and '%s', seed %d", one, other, seed)
          .isEqualTo(one.equals(other));
    }
  }

  private static String word(Random random, int[] units) {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(5); length > 0; length--) {
      word.appendCodePoint(units[random.nextInt(units.length)]);
    }
    return word.toString();
  }

  /** One that tries every way to spread the stars would take longer than the world lasts. */
  @Test
  void noGlobTakesLong() {
    Namespace hostile = new Namespace("*a".repeat(1000) + "b");
    String name = "a".repeat(3000);
    assertThat(hostile.matches(name)).isFalse();
  }
}
