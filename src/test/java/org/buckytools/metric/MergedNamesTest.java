package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.junit.jupiter.api.Test;

/** Streams put together and taken apart, against sets. */
class MergedNamesTest {
  @Test
  void hasEachNameOnceWithAllItsHolders() {
    Cases.run(
        500,
        random -> {
          NavigableMap<byte[], List<Integer>> model = new TreeMap<>(Arrays::compareUnsigned);
          List<NameCursor> sources = new ArrayList<>();
          int count = random.nextInt(8);
          for (int i = 0; i < count; i++) {
            List<String> names =
                SampleNames.texts(
                    SampleNames.sorted(SampleNames.random(random, random.nextInt(120))));
            int number = i;
            names.forEach(
                name ->
                    model
                        .computeIfAbsent(SampleNames.bytes(name), key -> new ArrayList<>())
                        .add(number));
            sources.add(SampleNames.cursor(names));
          }
          try (MergedNames merged = new MergedNames(sources)) {
            model.forEach((name, holders) -> check(merged, name, holders, count));
            assertThat(merged.next()).isFalse();
            assertThat(merged.next()).isFalse();
          }
        });
  }

  private static void check(MergedNames merged, byte[] name, List<Integer> holders, int count) {
    try {
      assertThat(merged.next()).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(Arrays.copyOf(merged.bytes(), merged.length())).isEqualTo(name);
    List<Integer> told = new ArrayList<>();
    for (int i = 0; i < merged.holders(); i++) {
      told.add(merged.holder(i));
      assertThat(merged.source(merged.holder(i)).text()).isEqualTo(merged.text());
    }
    assertThat(told).isEqualTo(holders);
    for (int i = 0; i < count; i++) {
      assertThat(merged.isHeldBy(i)).isEqualTo(holders.contains(i));
    }
  }

  private static final class Failing implements NameCursor {
    private final List<String> closed;
    private int left = 1;

    Failing(List<String> closed) {
      this.closed = closed;
    }

    @Override
    public boolean next() throws IOException {
      left--;
      if (left < 0) {
        throw new IOException("cut off");
      }
      return true;
    }

    @Override
    public byte[] bytes() {
      return new byte[] {'a'};
    }

    @Override
    public int length() {
      return 1;
    }

    @Override
    public void close() throws IOException {
      closed.add("closed");
      throw new IOException("cannot be closed");
    }
  }

  @Test
  void aSourceThatFailsIsNotTakenForOneThatEnds() throws IOException {
    List<String> closed = new ArrayList<>();
    MergedNames merged = new MergedNames(List.of(new Failing(closed), new Failing(closed)));
    assertThat(merged.next()).isTrue();
    assertThatThrownBy(merged::next).isInstanceOf(IOException.class).hasMessage("cut off");
    assertThatThrownBy(merged::close)
        .hasMessage("cannot be closed")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(closed).hasSize(2);
  }

  @Test
  void filters() {
    Cases.run(
        300,
        random -> {
          List<String> names =
              SampleNames.texts(SampleNames.sorted(SampleNames.random(random, 150)));
          String start = SampleNames.random(random);
          String prefix = start.substring(0, start.offsetByCodePoints(0, 1));
          assertThat(SampleNames.drain(NameFilter.prefix(SampleNames.cursor(names), prefix)))
              .isEqualTo(names.stream().filter(name -> name.startsWith(prefix)).toList());
          Glob glob = Glob.of("*" + prefix + "*");
          assertThat(SampleNames.drain(NameFilter.where(SampleNames.cursor(names), glob)))
              .isEqualTo(names.stream().filter(name -> name.contains(prefix)).toList());
          List<MetricName> wanted = new ArrayList<>();
          for (String name : SampleNames.random(random, random.nextInt(300))) {
            wanted.add(MetricName.of(name));
            wanted.add(MetricName.of(name));
          }
          List<String> both = new ArrayList<>(names);
          both.retainAll(new TreeSet<>(wanted.stream().map(MetricName::toString).toList()));
          assertThat(
                  SampleNames.drain(
                      NameFilter.among(SampleNames.cursor(names), new SortedNames(wanted))))
              .isEqualTo(both);
        });
  }
}
