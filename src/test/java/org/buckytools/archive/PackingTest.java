package org.buckytools.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.buckytools.metric.MetricName;
import org.buckytools.progress.Progress;
import org.junit.jupiter.api.Test;

class PackingTest {
  private static final int WORKERS = 4;

  private final List<String> failures = new ArrayList<>();

  private static Items<String> names(int count) {
    Iterator<String> names = IntStream.range(0, count).mapToObj("m%05d"::formatted).iterator();
    return () -> names.hasNext() ? names.next() : null;
  }

  private static ArchivedFile member(String name) {
    return new ArchivedFile(MetricName.of(name), 0644, 1, name.getBytes());
  }

  private PackReport pack(Items<String> names, Source<String> source, OutputStream out)
      throws Exception {
    return new Packing<>(
            WORKERS, source, (name, e) -> failures.add(name + ": " + e.getMessage()), Progress.NONE)
        .run(names, out);
  }

  @Test
  void writesInTheOrderOfTheNamesWhateverComesFirst() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CountDownLatch others = new CountDownLatch(WORKERS - 1);
    Source<String> source =
        name -> {
          if (name.equals("m00000")) {
            others.await();
          }
          others.countDown();
          return member(name);
        };
    assertThat(pack(names(100), source, out)).isEqualTo(new PackReport(100, 0, 600));
    assertThat(Reading.of(out.toByteArray()).names())
        .hasSize(100)
        .isSorted()
        .first()
        .isEqualTo("m00000");
  }

  @Test
  void fetchesNoMoreThanItMayHold() throws Exception {
    AtomicInteger fetched = new AtomicInteger();
    AtomicInteger ahead = new AtomicInteger();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int unit) {}

          @Override
          public void write(byte[] bytes, int offset, int length) {
            if (length == 6) {
              int more = fetched.get() - written.incrementAndGet();
              ahead.accumulateAndGet(more, Math::max);
            }
          }
        };
    Source<String> source =
        name -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          fetched.incrementAndGet();
          Thread.yield();
          atOnce.decrementAndGet();
          return member(name);
        };
    pack(names(2000), source, out);
    assertThat(written).hasValue(2000);
    assertThat(ahead.get()).isLessThanOrEqualTo(3 * WORKERS);
    assertThat(most.get()).isLessThanOrEqualTo(WORKERS);
  }

  /** Gives those that are not of every third together, and counts what is out at a time. */
  private static final class Together implements Source<String> {
    final AtomicInteger out = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    @Override
    public ArchivedFile fetch(String name) throws IOException {
      if (name.endsWith("3")) {
        throw new IOException("gone");
      }
      return member(name);
    }

    @Override
    public int together() {
      return 10;
    }

    @Override
    public Map<String, ArchivedFile> fetchTogether(List<String> names) {
      assertThat(names).hasSizeLessThanOrEqualTo(10).isSorted();
      Map<String, ArchivedFile> some = new HashMap<>();
      for (String name : names) {
        if (Integer.parseInt(name.substring(1)) % 3 != 0 && !name.endsWith("3")) {
          some.put(name, member(name));
        }
      }
      most.accumulateAndGet(out.addAndGet(some.size()), Math::max);
      return some;
    }

    @Override
    public void takeBack(ArchivedFile file) {
      out.decrementAndGet();
    }
  }

  @Test
  void writesInOrderWhatCameTogetherAndWhatCameAlone() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Together source = new Together();

    assertThat(pack(names(1_000), source, out)).isEqualTo(new PackReport(900, 100, 5_400));

    assertThat(failures).hasSize(100).isSorted().contains("m00993: gone");
    assertThat(Reading.of(out.toByteArray()).names()).hasSize(900).isSorted();
    assertThat(source.out).hasValue(0);
    assertThat(source.most.get()).isLessThanOrEqualTo(20);
  }

  @Test
  void goesOnWithoutWhatCannotBeFetched() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Source<String> source =
        name -> {
          if (name.endsWith("3")) {
            throw new IOException("gone");
          }
          return member(name);
        };
    assertThat(pack(names(20), source, out)).isEqualTo(new PackReport(18, 2, 108));
    assertThat(failures).containsExactly("m00003: gone", "m00013: gone");
    Reading reading = Reading.of(out.toByteArray());
    assertThat(reading.names()).hasSize(18);
    assertThat(reading.damage()).isNull();
  }

  @Test
  void anArchiveThatIsNotWholeHasNoEnd() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Items<String> names = names(5);
    Items<String> broken =
        () -> {
          String name = names.next();
          if (name == null) {
            throw new IOException("the listing broke off");
          }
          return name;
        };
    assertThatThrownBy(() -> pack(broken, PackingTest::member, out))
        .hasMessage("the listing broke off");
    assertThat(Reading.of(out.toByteArray()).damage()).isNotNull();
  }

  @Test
  void stopsFetchingWhenNobodyReads() {
    AtomicInteger fetched = new AtomicInteger();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int unit) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Source<String> source =
        name -> {
          fetched.incrementAndGet();
          return member(name);
        };
    assertThatThrownBy(() -> pack(names(1000), source, full)).hasMessageContaining("No space");
    assertThat(fetched.get()).isLessThan(50);
  }

  @Test
  void nothingIsAnArchiveToo() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(pack(names(0), PackingTest::member, out)).isEqualTo(new PackReport(0, 0, 0));
    assertThat(Reading.of(out.toByteArray()).damage()).isNull();
  }
}
