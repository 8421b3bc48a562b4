package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100,000 names on many rings: carbon's router and we must agree on all of them. */
class CarbonRingTest {

  private static final int NAMES = 100_000;
  private static final long SEED = 20_180_401;
  private static final int[] SIZES = {1, 2, 3, 10, 64};

  @TempDir static Path directory;
  private static List<String> names;
  private static Path file;

  @BeforeAll
  static void writeNames() throws IOException {
    Carbon.need();
    names = Names.generate(NAMES, SEED);
    file = Files.write(directory.resolve("names"), names);
  }

  /** All kinds side by side, as each takes a while in Python. */
  @Test
  void agreesOnEveryName() throws Exception {
    List<RingKind> kinds =
        List.of(RingKind.CARBON_CH, RingKind.CARBON_FNV1A_CH, RingKind.MMH3_CH, RingKind.CARBON);
    try (ExecutorService threads = Executors.newFixedThreadPool(kinds.size())) {
      List<Future<?>> runs = new ArrayList<>();
      for (RingKind kind : kinds) {
        runs.add(
            threads.submit(
                () -> {
                  compareAll(kind);
                  return kind;
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
  }

  private static void compareAll(RingKind kind) throws IOException {
    try (Carbon carbon = new Carbon()) {
      carbon.names(file, names.size(), kind);
      for (int size : SIZES) {
        for (boolean instances : new boolean[] {false, true}) {
          List<Node> nodes = nodes(kind, size, instances);
          compare(carbon, new RingDefinition(kind, nodes, 1, instances));
          compare(carbon, new RingDefinition(kind, nodes, 2, !instances));
          if (size > 1) {
            compare(carbon, new RingDefinition(kind, nodes, 3, false));
          }
          if (instances && size > 1) {
            compare(carbon, new RingDefinition(kind, nodes, 3, true));
          }
        }
      }
    }
  }

  /**
   * With instances three nodes to a host, so that diverse replicas are others than those not.
   *
   * <p>carbon's fnv1a_ch gives all nodes without an instance the same positions, and takes minutes
   * to part 64 of them: of that many most have one.
   */
  private static List<Node> nodes(RingKind kind, int size, boolean instances) {
    boolean slow = kind == RingKind.CARBON_FNV1A_CH && size > 10;
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String host =
          i % 5 == 4 ? "fe80::" + Integer.toHexString(i) : "graphite" + (instances ? i / 3 : i);
      boolean has = instances || slow && i % 16 != 0;
      nodes.add(new Node(host, 2004 + 100 * (i % 3), has ? "cache:" + i * 37 % 64 : ""));
    }
    return nodes;
  }

  private static void compare(Carbon carbon, RingDefinition definition) throws IOException {
    byte[] expected = carbon.owners(definition);
    Lookup lookup = definition.ring().lookup();
    for (int i = 0; i < names.size(); i++) {
      int from = i * Carbon.MOST_REPLICAS;
      byte[] theirs = Arrays.copyOfRange(expected, from, from + Carbon.MOST_REPLICAS);
      byte[] ours = {-1, -1, -1};
      List<Node> owners = lookup.replicas(names.get(i));
      for (int k = 0; k < owners.size(); k++) {
        ours[k] = (byte) definition.nodes().indexOf(owners.get(k));
      }
      if (!Arrays.equals(ours, theirs)) {
        assertThat(ours)
            .as("owners of %s on %s (seed %d)", names.get(i), definition, SEED)
            .isEqualTo(theirs);
      }
    }
  }
}
