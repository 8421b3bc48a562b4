package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.buckytools.progress.Progress;
import org.buckytools.servers.FakeServer;
import org.buckytools.servers.FakeServer.Fault;
import org.buckytools.store.RetryingStore;
import org.buckytools.store.Store;
import org.buckytools.store.s3.S3Stores;
import org.buckytools.store.swift.SwiftStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups to object stores: how many requests they take, and what happens when those fail. */
class ObjectServerTest {
  private static final int MANY = 10_000;
  private static final int SOME = 30;
  private static final Set<Fault> OTHERS =
      EnumSet.of(Fault.NONE, Fault.DRIPPING, Fault.MISSING, Fault.EMPTY_PAGE);

  /** A way to speak to the server, and what a page of its listings holds. */
  enum Protocol {
    S3(1000),
    SWIFT(10_000);

    private final int page;

    Protocol(int page) {
      this.page = page;
    }
  }

  @TempDir Path directory;
  private FakeServer server;
  private Situation situation;
  private final AtomicInteger lookups = new AtomicInteger();

  @BeforeEach
  void begin() throws IOException {
    server = new FakeServer();
    situation = new Situation(directory.resolve("tree"));
  }

  @AfterEach
  void end() {
    server.close();
  }

  private Store open(Protocol protocol, Duration patience) {
    Store store =
        protocol == Protocol.S3
            ? S3Stores.open(server.url(), patience, lookups)
            : SwiftStores.open(server.url(), patience);
    RetryingStore.Patience attempts = new RetryingStore.Patience(5, Duration.ZERO, Duration.ZERO);
    return new RetryingStore(store, attempts, time -> {});
  }

  private Store open(Protocol protocol) {
    return open(protocol, Duration.ofSeconds(30));
  }

  private void put(int metrics, double value) throws IOException {
    byte[] content = situation.file(value);
    for (int i = 0; i < metrics; i++) {
      situation.put("host%d.cpu%d".formatted(i % 10, i), content);
    }
  }

  @Test
  void costsListingPagesOnlyWhereNothingHasChanged() throws Exception {
    put(MANY, 1);
    assertThat(situation.backUp().stored()).isEqualTo(MANY);
    assertThat(situation.store.takeRequests().stream().filter(r -> r.startsWith("put host")))
        .as("two for each metric")
        .hasSize(2 * MANY);
    server.objects.putAll(situation.store.objects);
    int objects = server.objects.size();
    for (Protocol protocol : Protocol.values()) {
      try (Store store = open(protocol)) {
        assertThat(situation.backUp(store).unchanged()).isEqualTo(MANY);
      }
      List<String> requests = server.takeRequests();
      assertThat(requests)
          .filteredOn(request -> !request.equals("LOGIN") && !request.equals("LIST"))
          .as("the manifest, and that it ends there")
          .containsExactly("GET .bucky-manifest/00000000.gz", "GET .bucky-manifest/00000001.gz");
      assertThat(requests)
          .filteredOn(request -> request.equals("LIST"))
          .hasSize(objects / protocol.page + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsTwoObjectsForEachMetricAndReadsNothingBack(Protocol protocol) throws Exception {
    put(SOME, 1);
    try (Store store = open(protocol)) {
      assertThat(situation.backUp(store).stored()).isEqualTo(SOME);
    }

    List<String> requests = server.takeRequests();
    assertThat(requests).filteredOn(r -> r.startsWith("PUT host")).hasSize(2 * SOME);
    assertThat(requests).filteredOn(r -> r.startsWith("GET host")).isEmpty();
    assertThat(requests).filteredOn(r -> r.equals("LIST")).hasSize(1);
    assertThat(requests).hasSizeLessThanOrEqualTo(2 * SOME + 5);
  }

  static Stream<Arguments> passingFaults() {
    return Stream.of(Protocol.values())
        .flatMap(
            protocol ->
                Stream.of(Fault.values())
                    .filter(fault -> !OTHERS.contains(fault))
                    .map(fault -> Arguments.of(protocol, fault)));
  }

  /** Every kind of request fails now and then; all is stored and restored all the same. */
  @ParameterizedTest
  @MethodSource("passingFaults")
  void survivesWhatPasses(Protocol protocol, Fault fault) throws Exception {
    put(SOME, 1);
    AtomicInteger count = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    // A hanging request takes the whole patience, so few of them.
    int every = fault == Fault.HANG ? 17 : 5;
    server.faults(
        request -> {
          boolean fails = count.incrementAndGet() % every == 0 && !request.equals("LOGIN");
          failures.addAndGet(fails ? 1 : 0);
          return fails ? fault : Fault.NONE;
        });
    Duration patience = Duration.ofMillis(fault == Fault.HANG ? 500 : 30_000);
    Path restored = directory.resolve("restored");
    try (Store store = open(protocol, patience)) {
      assertThat(situation.backUp(store).stored()).as("%s", situation.told).isEqualTo(SOME);
      assertThat(situation.backUp(store).unchanged()).isEqualTo(SOME);
      RestoreReport report =
          new Restore(store, situation.clock(), situation, Progress.NONE)
              .run(
                  restored,
                  new RestoreOptions(
                      "", name -> true, Long.MAX_VALUE, false, 2, Duration.ZERO, 1 << 20));
      assertThat(report.created()).as("%s", situation.told).isEqualTo(SOME);
    }
    assertThat(situation.told).isEmpty();
    assertThat(failures).hasPositiveValue();
    assertThat(restored.resolve("host3/cpu13.wsp")).hasBinaryContent(situation.file(1));
    if (fault == Fault.EXPIRED && protocol == Protocol.S3) {
      assertThat(lookups).as("credentials are looked for again").hasValueGreaterThan(1);
    }
  }

  /** What goes on failing fails that metric, or the run if it is the listing. */
  @ParameterizedTest
  @EnumSource
  void reportsWhatDoesNotPass(Protocol protocol) throws Exception {
    put(SOME, 1);
    server.faults(request -> request.startsWith("PUT host3.cpu13/") ? Fault.SLOW_DOWN : Fault.NONE);
    try (Store store = open(protocol)) {
      BackupReport report = situation.backUp(store);
      assertThat(report.stored()).isEqualTo(SOME - 1);
      assertThat(report.failed()).isEqualTo(1);
      assertThat(situation.told)
          .singleElement()
          .asString()
          .contains("host3.cpu13", "503", "tried 5 times")
          .doesNotContain("SECRET");

      situation.told.clear();
      server.faults(request -> Fault.NONE);
      assertThat(situation.backUp(store).stored()).as("the next run").isEqualTo(1);

      server.faults(request -> request.equals("LIST") ? Fault.RESET : Fault.NONE);
      assertThatThrownBy(() -> situation.backUp(store))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("tried 5 times")
          .hasMessageNotContaining("SECRET");
    }
  }

  /** The run is given up in the middle; then nothing but complete versions is to be seen. */
  @ParameterizedTest
  @EnumSource
  void leavesCompleteVersionsWhenTheServerGoesAway(Protocol protocol) throws Exception {
    put(SOME, 1);
    AtomicInteger puts = new AtomicInteger();
    server.faults(
        request ->
            request.startsWith("PUT") && puts.incrementAndGet() > SOME / 2
                ? Fault.THROTTLED
                : Fault.NONE);
    try (Store store = open(protocol)) {
      assertThatThrownBy(() -> situation.backUp(store)).isInstanceOf(IOException.class);
      server.faults(request -> Fault.NONE);
      Verify.Report found =
          new Verify(store, new Random(1), situation, Progress.NONE)
              .run(new Verify.Options("", name -> true, 1, 2, 1 << 20));
      assertThat(found.isSound()).isTrue();

      BackupReport repaired = situation.backUp(store);
      assertThat(repaired.done()).isEqualTo(SOME);
      assertThat(situation.backUp(store).orphans()).isZero();
    }
  }
}
