package org.buckytools.tree.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.junit.jupiter.api.Test;

/** The table and what changes it, against a sorted set. */
class InventoryTest {
  private static final Instant NOW = Instant.EPOCH;

  private static Inventory of(NavigableSet<byte[]> names) throws IOException {
    return new Inventory(TableBuilder.of(SampleNames.cursor(SampleNames.texts(names)), false));
  }

  @Test
  void holdsWhatItWasGiven() {
    Cases.run(
        300,
        random -> {
          NavigableSet<byte[]> model =
              SampleNames.sorted(SampleNames.random(random, random.nextInt(300)));
          check(random, of(model), model);
        });
  }

  @Test
  void takesChangesAndOlderOnesStayAsTheyWere() {
    Cases.run(
        300,
        random -> {
          NavigableSet<byte[]> model =
              SampleNames.sorted(SampleNames.random(random, random.nextInt(100)));
          Inventory before = of(model);
          Inventory inventory = before;
          NavigableSet<byte[]> old = SampleNames.sorted(SampleNames.texts(model));
          for (int i = random.nextInt(200); i > 0; i--) {
            boolean known = !model.isEmpty() && random.nextBoolean();
            MetricName name =
                MetricName.of(known ? any(random, model) : SampleNames.random(random));
            boolean exists = random.nextBoolean();
            inventory = inventory.with(new Changes.Change(name, exists, i, NOW));
            if (exists) {
              model.add(SampleNames.bytes(name.toString()));
            } else {
              model.remove(SampleNames.bytes(name.toString()));
            }
          }
          check(random, inventory, model);
          check(random, before, old);
        });
  }

  private static String any(Random random, NavigableSet<byte[]> names) {
    List<String> texts = SampleNames.texts(names);
    return texts.get(random.nextInt(texts.size()));
  }

  private static void check(Random random, Inventory inventory, NavigableSet<byte[]> model)
      throws IOException {
    List<String> names = SampleNames.texts(model);
    assertThat(inventory.count()).isEqualTo(model.size());
    assertThat(SampleNames.drain(inventory.cursor())).isEqualTo(names);
    for (int i = 0; i < 20; i++) {
      String name = SampleNames.random(random);
      assertThat(inventory.contains(MetricName.of(name)))
          .as(name)
          .isEqualTo(model.contains(SampleNames.bytes(name)));
      String prefix = name.substring(0, name.offsetByCodePoints(0, 1));
      assertThat(SampleNames.drain(inventory.cursor(prefix)))
          .as("prefix %s", prefix)
          .isEqualTo(names.stream().filter(each -> each.startsWith(prefix)).toList());
    }
    for (String name : names) {
      assertThat(inventory.contains(MetricName.of(name))).as(name).isTrue();
    }
  }

  @Test
  void longNamesAndManyChunks() throws IOException {
    List<String> names = new ArrayList<>();
    Random random = new Random(1);
    String segment = "x".repeat(240) + ".";
    for (int i = 0; i < 3_000; i++) {
      names.add("%06d.".formatted(i) + segment.repeat(random.nextInt(14)) + i);
    }
    NavigableSet<byte[]> model = SampleNames.sorted(names);
    check(random, of(model), model);
  }

  @Test
  void keepsWhatIsKnownOfTheFiles() throws IOException {
    long[] values = {NameCursor.UNKNOWN, 0, 1, 127, 128, 1L << 40, Long.MAX_VALUE - 1};
    TableBuilder builder = new TableBuilder(true);
    for (int i = 0; i < 700; i++) {
      builder.add(new Numbered(i, values));
    }
    NameTable.Cursor cursor = builder.build().cursor();
    for (int i = 0; i < 700; i++) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.size()).isEqualTo(values[i % 7]);
      assertThat(cursor.modified()).isEqualTo(values[(i + 1) % 7]);
      assertThat(cursor.points()).isEqualTo(values[(i + 2) % 7]);
    }
    assertThat(cursor.next()).isFalse();
  }

  private record Numbered(int number, long[] values) implements NameCursor {
    @Override
    public boolean next() {
      return true;
    }

    @Override
    public byte[] bytes() {
      return SampleNames.bytes("n%04d".formatted(number));
    }

    @Override
    public int length() {
      return 5;
    }

    @Override
    public long size() {
      return values[number % 7];
    }

    @Override
    public long modified() {
      return values[(number + 1) % 7];
    }

    @Override
    public long points() {
      return values[(number + 2) % 7];
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  @Test
  void namesOutOfOrderAreAMistake() {
    for (List<String> wrong :
        List.of(List.of("b", "a"), List.of("a", "a"), List.of("ab", "a"), List.of("é", "z"))) {
      assertThatThrownBy(() -> TableBuilder.of(SampleNames.cursor(wrong), false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.get(1));
    }
  }
}
