package org.buckytools.tree.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.buckytools.metric.MetricName;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.buckytools.tree.inventory.InventoryStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is served while builds run, fail and end; the tests decide when. */
@Timeout(60)
class LiveInventoryTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private Instant now = Instant.ofEpochSecond(1_700_000_000);
  private final InstantSource clock = () -> now;

  @TempDir private Path directory;

  /** Begins and ends its reading when the test says so. */
  private final class Steered implements Source {
    private final SynchronousQueue<Boolean> begun = new SynchronousQueue<>();
    private final SynchronousQueue<List<String>> results = new SynchronousQueue<>();
    private volatile Duration lag = Duration.ZERO;

    @Override
    public Yield read() throws IOException {
      try {
        Instant since = now.minus(lag);
        begun.put(true);
        List<String> names = results.take();
        if (names.contains("!")) {
          throw new IOException("the disk is gone");
        }
        NavigableSet<byte[]> sorted = SampleNames.sorted(names);
        return new Yield(
            TableBuilder.of(SampleNames.cursor(SampleNames.texts(sorted)), false),
            PassedOver.NOTHING,
            since);
      } catch (InterruptedException e) {
        throw new IOException("stopped", e);
      }
    }

    @Override
    public boolean hasChanged() {
      return true;
    }

    @Override
    public boolean mayLag() {
      return !lag.isZero();
    }

    @Override
    public String description() {
      return "the test";
    }

    void awaitBegin() throws InterruptedException {
      begun.take();
    }

    void end(LiveInventory inventory, String... names) throws InterruptedException {
      results.put(List.of(names));
      assertThat(inventory.await(LONG)).isTrue();
    }
  }

  private LiveInventory of(Source source) {
    return new LiveInventory(source, Duration.ZERO, clock);
  }

  private static List<String> names(LiveInventory inventory) throws IOException {
    return SampleNames.drain(inventory.current().orElseThrow().cursor());
  }

  @Test
  void thereIsNoneUntilTheFirstIsBuilt() throws Exception {
    Steered source = new Steered();
    try (LiveInventory inventory = of(source)) {
      source.awaitBegin();
      assertThat(inventory.current()).isEmpty();
      assertThat(inventory.status().state()).isEqualTo(State.BUILDING);
      assertThat(inventory.refresh()).isFalse();
      source.end(inventory, "a");
      assertThat(names(inventory)).containsExactly("a");
      InventoryStatus status = inventory.status();
      assertThat(status.state()).isEqualTo(State.READY);
      assertThat(status.count()).isEqualTo(1);
      assertThat(status.built()).isEqualTo(now);
      assertThat(status.source()).isEqualTo("the test");
      assertThat(status.failure()).isNull();
    }
  }

  @Test
  void anEmptyTreeHasAnInventory() throws Exception {
    Steered source = new Steered();
    try (LiveInventory inventory = of(source)) {
      source.awaitBegin();
      source.end(inventory);
      assertThat(names(inventory)).isEmpty();
    }
  }

  @Test
  void whatTheAgentDoesIsSeenAtOnceAndOutlivesTheBuildThatRuns() throws Exception {
    Steered source = new Steered();
    try (LiveInventory inventory = of(source)) {
      source.awaitBegin();
      inventory.created(MetricName.of("early"));
      source.end(inventory, "a", "b");
      assertThat(names(inventory)).containsExactly("a", "b", "early");

      inventory.created(MetricName.of("before"));
      inventory.removed(MetricName.of("a"));
      assertThat(names(inventory)).containsExactly("b", "before", "early");
      now = now.plusSeconds(1);
      assertThat(inventory.refresh()).isTrue();
      source.awaitBegin();
      inventory.created(MetricName.of("during"));
      inventory.removed(MetricName.of("b"));
      assertThat(names(inventory)).containsExactly("before", "during", "early");
      // The scan found "a" that others made again, not "before" that others removed, and "b" still.
      source.end(inventory, "a", "b");
      assertThat(names(inventory)).containsExactly("a", "during");

      now = now.plusSeconds(1);
      inventory.refresh();
      source.awaitBegin();
      source.end(inventory, "b");
      assertThat(names(inventory)).containsExactly("b");
    }
  }

  /** A list of files may be older than what the agent did. */
  @Test
  void aSourceThatLagsDoesNotUndoWhatIsNewer() throws Exception {
    Steered source = new Steered();
    source.lag = Duration.ofHours(1);
    try (LiveInventory inventory = of(source)) {
      source.awaitBegin();
      source.end(inventory, "a", "b");
      inventory.created(MetricName.of("new"));
      inventory.removed(MetricName.of("a"));
      now = now.plus(Duration.ofMinutes(50));
      inventory.refresh();
      source.awaitBegin();
      source.end(inventory, "a", "b");
      assertThat(names(inventory)).containsExactly("b", "new");
      now = now.plus(Duration.ofMinutes(50));
      inventory.refresh();
      source.awaitBegin();
      source.end(inventory, "a", "b");
      assertThat(names(inventory)).containsExactly("a", "b");
    }
  }

  @Test
  void aFailureLeavesWhatThereWas() throws Exception {
    Steered source = new Steered();
    try (LiveInventory inventory = of(source)) {
      source.awaitBegin();
      source.end(inventory, "!");
      assertThat(inventory.current()).isEmpty();
      assertThat(inventory.status().state()).isEqualTo(State.FAILED);
      assertThat(inventory.status().failure()).contains("the disk is gone");
      inventory.refresh();
      source.awaitBegin();
      source.end(inventory, "a");
      inventory.refresh();
      source.awaitBegin();
      source.end(inventory, "!");
      assertThat(names(inventory)).containsExactly("a");
      assertThat(inventory.status().state()).isEqualTo(State.FAILED);
    }
  }

  @Test
  void whoPollsForANewOneGetsItAndStartsNoOther() throws Exception {
    Steered source = new Steered();
    try (LiveInventory inventory = of(source)) {
      source.awaitBegin();
      source.end(inventory, "a");
      assertThat(inventory.rebuilt()).isEmpty();
      source.awaitBegin();
      assertThat(inventory.rebuilt()).isEmpty();
      assertThat(names(inventory)).containsExactly("a");
      source.end(inventory, "b");
      now = now.plusSeconds(55);
      Inventory found = inventory.rebuilt().orElseThrow();
      assertThat(SampleNames.drain(found.cursor())).containsExactly("b");
      assertThat(inventory.status().state()).isEqualTo(State.READY);
      // The next asker means a new one.
      assertThat(inventory.rebuilt()).isEmpty();
      source.awaitBegin();
      source.end(inventory, "c");
      now = now.plusSeconds(61);
      assertThat(inventory.rebuilt()).isEmpty();
      source.awaitBegin();
      source.end(inventory, "d");
    }
  }

  @Test
  void changesAtRandomEndInWhatIsOnDisk() {
    Cases.run(
        30,
        random -> {
          Path root = Files.createTempDirectory(directory, "tree");
          NavigableSet<byte[]> model = SampleNames.sorted();
          try (LiveInventory inventory = LiveInventory.ofScans(root, Duration.ZERO, clock)) {
            for (int i = 0; i < 200; i++) {
              now = now.plusMillis(1);
              String text = "m" + random.nextInt(20) + ".x" + random.nextInt(5);
              MetricName name = MetricName.of(text);
              Path file = root.resolve(name.path());
              if (random.nextBoolean()) {
                Files.createDirectories(file.getParent());
                Files.write(file, new byte[0]);
                inventory.created(name);
                model.add(SampleNames.bytes(text));
              } else {
                Files.deleteIfExists(file);
                inventory.removed(name);
                model.remove(SampleNames.bytes(text));
              }
              if (random.nextInt(20) == 0) {
                inventory.refresh();
              }
              if (inventory.current().isPresent()) {
                assertThat(names(inventory)).isEqualTo(SampleNames.texts(model));
              }
            }
            assertThat(inventory.await(LONG)).isTrue();
            assertThat(names(inventory)).isEqualTo(SampleNames.texts(model));
            assertThat(inventory.current().orElseThrow().count()).isEqualTo(model.size());
          }
        });
  }

  @Test
  void manyChangesBecomeATable() throws Exception {
    Steered source = new Steered();
    try (LiveInventory inventory = of(source)) {
      source.awaitBegin();
      for (int i = 100_000; i < 130_000; i++) {
        inventory.created(MetricName.of("m" + i));
      }
      source.end(inventory, "a");
      for (int i = 100_000; i < 130_000; i += 2) {
        inventory.removed(MetricName.of("m" + i));
      }
      // A fold may find so many new changes at its end that there is another to do.
      inventory.settle();
      inventory.settle();
      assertThat(inventory.status().memory()).isLessThan(3_000_000);
      assertThat(names(inventory)).hasSize(15_001).contains("m100001").doesNotContain("m100002");
      assertThat(inventory.status().count()).isEqualTo(15_001);
    }
  }

  @Test
  void aClosedOneStartsNothing() throws Exception {
    Steered source = new Steered();
    LiveInventory inventory = of(source);
    source.awaitBegin();
    inventory.close();
    assertThat(inventory.await(LONG)).isTrue();
    assertThat(inventory.refresh()).isFalse();
    assertThat(inventory.status().state()).isEqualTo(State.FAILED);
  }

  @Test
  void nobodyWaitsForABuildThatACloseKeptFromBeginning() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    Source source =
        new Source() {
          @Override
          public Yield read() {
            return new Yield(new TableBuilder(false).build(), PassedOver.NOTHING, now);
          }

          @Override
          public boolean hasChanged() {
            // Keeps the one thread that builds busy until it is stopped.
            looking.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException closed) {
              Thread.currentThread().interrupt();
            }
            return false;
          }

          @Override
          public boolean mayLag() {
            return false;
          }

          @Override
          public String description() {
            return "the test";
          }
        };
    LiveInventory inventory = new LiveInventory(source, Duration.ofNanos(1), clock);
    looking.await();
    assertThat(inventory.await(LONG)).isTrue();
    assertThat(inventory.refresh()).isTrue();
    assertThat(inventory.status().state()).isEqualTo(State.BUILDING);
    inventory.close();
    assertThat(inventory.await(LONG)).isTrue();
    assertThat(inventory.status().state()).isEqualTo(State.FAILED);
    assertThat(inventory.status().failure()).contains("closed before it was begun");
    assertThat(names(inventory)).isEmpty();
  }
}
