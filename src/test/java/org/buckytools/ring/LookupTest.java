package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookupTest {
  private static final Ring RING =
      new RingDefinition(
              RingKind.CARBON,
              IntStream.range(0, 50).mapToObj(i -> Node.parse("h" + i)).toList(),
              1,
              false)
          .ring();

  /** The first that is no ASCII, others, and what is longer than the memory that there is. */
  @Test
  void aNameIsLookedUpByItsUtf8() {
    Lookup lookup = RING.lookup();
    Set<List<Node>> all = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      for (String name :
          List.of("a" + i, "\u007f" + i, "\u0080" + i, "\u00e9" + i, i + "x".repeat(2_000))) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        assertThat(lookup.replicas(name)).isEqualTo(lookup.replicas(bytes, bytes.length));
        all.add(lookup.replicas(name));
      }
    }
    assertThat(all).as("owners, or else nothing was tested").hasSizeGreaterThan(30);
  }
}
