package org.buckytools.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.buckytools.metric.Utf8Order;
import org.junit.jupiter.api.Test;

class SortedNamesTest {

  private static List<String> sorted(List<String> names) throws IOException {
    SortedNames sorted = new SortedNames();
    for (String name : names) {
      sorted.add(name.getBytes(StandardCharsets.UTF_8));
    }
    sorted.sort();
    List<String> all = new ArrayList<>();
    while (sorted.next()) {
      all.add(new String(sorted.bytes(), 0, sorted.length(), StandardCharsets.UTF_8));
    }
    return all;
  }

  @Test
  void sortsByBytesAndDropsRepetitions() throws IOException {
    assertThat(sorted(List.of())).isEmpty();
    assertThat(sorted(List.of("b"))).containsExactly("b");
    assertThat(sorted(List.of("b", "a", "b", "a.c", "é", "😀", "\uffee", "")))
        .containsExactly("", "a", "a.c", "b", "é", "\uffee", "😀");
  }

  @Test
  void sortsManyInAnyOrder() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<String> names = new ArrayList<>();
      int count = random.nextInt(20_000);
      for (int i = 0; i < count; i++) {
        // Some in order, some not, some long enough to fill blocks, some repeated.
        String name = i % 3 == 0 ? "servers.a" + i : "servers." + random.nextInt(count);
        names.add(i % 997 == 0 ? name + "x".repeat(5000) : name);
      }
      TreeSet<String> expected = new TreeSet<>(Utf8Order.INSTANCE);
      expected.addAll(names);
      assertThat(sorted(names)).as("seed %d", seed).containsExactlyElementsOf(expected);
    }
  }
}
