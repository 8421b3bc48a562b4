package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The owners of some hundred names, as one number for each kind. They were written down when the
 * tests that ask the relays agreed on all owners; unlike those this one takes no time and no relay.
 */
class KnownOwnersTest {
  private static final int NAMES = 400;
  private static final long SEED = 20_261_122;
  private static final int[] SIZES = {1, 3, 10, 64};
  private static final int SHARED = 10;
  private static final int MOST_REPLICAS = 3;

  @ParameterizedTest
  @CsvSource({
    "CARBON_CH, c2c09bc9",
    "CARBON_FNV1A_CH, 53ea1ec3",
    "MMH3_CH, af9523e8",
    "C_RELAY_CARBON_CH, 1aa06f37",
    "FNV1A_CH, 3c6baa03",
    "JUMP_FNV1A_CH, 962d3e2",
    "CARBON, 40302eea",
    "FNV1A, 2c1b82f7",
    "JUMP_FNV1A, e6aa903e",
  })
  void areWhatTheyWere(RingKind kind, String known) {
    CRC32 sum = new CRC32();
    List<String> names = Names.generate(NAMES, SEED);
    for (int size : SIZES) {
      add(kind, nodes(size, false, size), names, sum);
      add(kind, nodes(size, true, size), names, sum);
      // Many of few hosts, which have no order but by their instances and ports.
      add(kind, nodes(size, true, 2), names, sum);
    }
    assertThat(Long.toHexString(sum.getValue())).isEqualTo(known);
  }

  private static List<Node> nodes(int size, boolean instances, int hosts) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String instance = instances && i % 4 != 3 ? String.valueOf((i * 7 + 5) % 67) : "";
      nodes.add(new Node("10.0.0." + i % hosts, 1 + i, instance));
    }
    return nodes;
  }

  private static void add(RingKind kind, List<Node> nodes, List<String> names, CRC32 sum) {
    int replicas = Math.min(nodes.size(), MOST_REPLICAS);
    for (boolean diverse : new boolean[] {false, true}) {
      Ring ring;
      try {
        ring = new RingDefinition(kind, nodes, replicas, diverse).ring();
      } catch (InvalidRingException refused) {
        add(refused.getMessage(), sum);
        continue;
      }
      for (String name : names) {
        for (Node node : ring.replicas(name)) {
          sum.update(node.port());
        }
      }
      if (nodes.size() == SHARED) {
        add(ring.shares().values().toString(), sum);
        add(ring.hostShares().values().toString(), sum);
      }
    }
  }

  private static void add(String text, CRC32 sum) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
