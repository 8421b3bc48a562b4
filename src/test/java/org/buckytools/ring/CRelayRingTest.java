package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 100,000 names on many rings: carbon-c-relay and we must agree on all of them. */
class CRelayRingTest {

  private static final int NAMES = 100_000;
  private static final long SEED = 20_170_401;
  private static final int[] SIZES = {1, 2, 3, 10, 64};
  private static final int MOST_REPLICAS = 3;

  @TempDir static Path directory;
  private static List<String> names;
  private static Path file;

  @BeforeAll
  static void writeNames() throws IOException {
    CRelay.need();
    names = Names.generate(NAMES, SEED);
    file = Files.write(directory.resolve("names"), names);
  }

  @ParameterizedTest
  @EnumSource(
      value = RingKind.class,
      names = {"C_RELAY_CARBON_CH", "FNV1A_CH", "JUMP_FNV1A_CH"})
  void agreesOnEveryName(RingKind kind) throws IOException, InterruptedException {
    for (int size : SIZES) {
      for (boolean instances : new boolean[] {false, true}) {
        List<Node> nodes = nodes(kind, size, instances);
        for (int replicas = 1; replicas <= Math.min(size, MOST_REPLICAS); replicas++) {
          compare(new RingDefinition(kind, nodes, replicas, false));
        }
      }
    }
  }

  // Addresses, as the relay looks names up and takes its time where they are invented.
  private static List<Node> nodes(RingKind kind, int size, boolean instances) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      // Without instances carbon_ch cannot tell two ports of a host apart.
      boolean shared = instances || kind != RingKind.C_RELAY_CARBON_CH;
      String address = shared ? "10.0.0." + i / 3 : "fe80::" + Integer.toHexString(i);
      int port = shared ? 2003 + 100 * (i % 3) : i % 2 * 2003;
      // In an order of its own: numbers, and for the greatest ring texts.
      String instance = size == 64 ? "cache-" + i * 37 % 64 : Integer.toString(i * 37 % 64);
      nodes.add(new Node(address, port, instances ? instance : ""));
    }
    return nodes;
  }

  private static void compare(RingDefinition definition) throws IOException, InterruptedException {
    List<List<String>> expected = CRelay.owners(CRelay.configuration(definition), file, directory);
    assertThat(expected).hasSameSizeAs(names);
    Lookup lookup = definition.ring().lookup();
    for (int i = 0; i < names.size(); i++) {
      List<Node> owners = lookup.replicas(names.get(i));
      if (!texts(owners).equals(expected.get(i))) {
        assertThat(texts(owners))
            .as("owners of %s on %s (seed %d)", names.get(i), definition, SEED)
            .isEqualTo(expected.get(i));
      }
    }
  }

  static List<String> texts(List<Node> owners) {
    return owners.stream()
        .map(node -> new Node(node.host(), RingKind.FNV1A_CH.port(node), "").toString())
        .toList();
  }
}
