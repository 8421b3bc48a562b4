package org.buckytools.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.buckytools.hosts.Host;
import org.buckytools.hosts.Hosts;
import org.buckytools.hosts.InMemory;
import org.buckytools.launcher.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Situations that operators get into, and what they would want; docs/relocation.md says it. */
@TestInstance(Lifecycle.PER_CLASS)
@Order(6)
class SituationsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PERIOD = 30;

  @TempDir(factory = InMemory.class)
  static Path directory;

  private Hosts hosts;
  private RingChange running;
  private Ledger ledger;
  private long now;
  private RingChange ring;
  private RingChange.Owners owners;

  @BeforeAll
  void install() throws IOException {
    hosts = Hosts.in(directory, 4);
  }

  @AfterAll
  void end() {
    hosts.close();
  }

  @BeforeEach
  void begin() {
    ledger = new Ledger();
    now = Instant.now().getEpochSecond() - 1;
  }

  /** The next situation begins with empty trees. */
  @AfterEach
  void clear() throws IOException {
    hosts.clear();
  }

  private void use(RingChange change) {
    ring = change;
    owners = change.owners(hosts);
  }

  /** All agents have this ring; those that have it already go on. */
  private void start(RingChange change) throws IOException, InterruptedException {
    use(change);
    if (!change.equals(running)) {
      hosts.stop();
    }
    hosts.start(change.arguments(hosts));
    running = change;
  }

  /** Some agents are made to have a ring, or not to run. */
  private void stop() throws InterruptedException {
    running = null;
    hosts.stop();
  }

  /** Some seconds of the past, by number, that do not overlap. */
  private List<Long> period(int number) {
    return LongStream.range(0, PERIOD).mapToObj(i -> now - (number + 1L) * PERIOD + i).toList();
  }

  private void write(int host, String metric, int... periods) throws IOException {
    List<Long> times = new ArrayList<>();
    for (int period : periods) {
      times.addAll(period(period));
    }
    ledger.write(hosts.host(host).file(metric), metric, times, now);
  }

  private List<String> metrics(int count) {
    return IntStream.range(0, count).mapToObj(i -> "some.m" + i).toList();
  }

  private Run rebalance(String... more) {
    List<String> arguments = new ArrayList<>(List.of("rebalance", "--delete", "-f"));
    arguments.addAll(List.of(more));
    return hosts.bucky(arguments.toArray(String[]::new));
  }

  private int number(Host host) {
    return hosts.all().indexOf(host) + 1;
  }

  private int owner(String metric) {
    return number(owners.of(metric).getFirst());
  }

  private void isBalanced() throws IOException {
    for (String metric : ledger.metrics()) {
      assertThat(hosts.holders(metric))
          .as("who has %s", metric)
          .containsExactlyInAnyOrderElementsOf(owners.of(metric));
    }
    assertThat(hosts.strays(ledger.metrics())).as("files beside the metrics'").isEmpty();
    Ledger.Count count =
        ledger.check(metric -> owners.of(metric).stream().map(h -> h.file(metric)).toList());
    assertThat(count.examples()).as("missing of %s", count).isEmpty();
    Run.Outcome inconsistent = hosts.bucky("inconsistent", "-f").go().exits(0);
    assertThat(inconsistent.out()).as("what is inconsistent").isEmpty();
  }

  @Test
  void threeWrongHostsWithPartsOfAnOutageAreMerged() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3, 4));
    for (String metric : metrics(40)) {
      int owner = owner(metric);
      write(owner, metric, 0, 4);
      for (int i = 1; i <= 3; i++) {
        write((owner + i - 1) % 4 + 1, metric, i);
      }
    }

    rebalance().go().exits(0);

    isBalanced();
  }

  @Test
  void healingFillsAMissingReplicaAndAStaleOne() throws Exception {
    start(new RingChange("carbon_ch", List.of(1, 2, 3), 2));
    List<Host> one = owners.of("some.missing");
    List<Host> two = owners.of("some.stale");
    write(number(one.get(0)), "some.missing", 0, 1);
    write(number(two.get(0)), "some.stale", 0, 1, 2);
    write(number(two.get(1)), "some.stale", 2);

    // Nothing is in a wrong place, so without being told to, nothing is done.
    rebalance().go().exits(0);
    assertThat(hosts.holders("some.missing")).containsExactly(one.get(0));

    rebalance("--heal").go().exits(0);
    isBalanced();
  }

  @Test
  void drainsAHost() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3));
    for (String metric : metrics(40)) {
      write(4, metric, 0, 1);
      write(owner(metric), metric, 2);
    }

    rebalance(hosts.server(4)).go().exits(0);

    isBalanced();
    assertThat(hosts.strays(List.of())).noneMatch(f -> f.startsWith(hosts.host(4).tree()));
  }

  @Test
  void twoAtOnceDoNoHarm() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3, 4));
    for (String metric : metrics(120)) {
      write(owner(metric) % 4 + 1, metric, 0);
      write((owner(metric) + 1) % 4 + 1, metric, 1);
    }

    Process one = rebalance().start(hosts.file("one.log"));
    Process two = rebalance().start(hosts.file("two.log"));
    assertThat(one.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(two.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(one.exitValue()).as(Files.readString(hosts.file("one.log"))).isZero();
    assertThat(two.exitValue()).as(Files.readString(hosts.file("two.log"))).isZero();
    isBalanced();
  }

  @Test
  void aRingThatDiffersOnAMemberMovesNothing() throws Exception {
    stop();
    use(RingChange.of("carbon_ch", 1, 2, 3));
    RingChange other = RingChange.of("fnv1a_ch", 1, 2, 3);
    hosts.start(hosts.all().subList(0, 2), ring.arguments(hosts));
    hosts.start(hosts.all().subList(2, 3), other.arguments(hosts));
    write(owner("some.m0") % 3 + 1, "some.m0", 0);
    List<Host> before = hosts.holders("some.m0");

    rebalance().go().exits(1).says(hosts.host(3).address());

    assertThat(hosts.holders("some.m0")).isEqualTo(before);
  }

  @Test
  void aMemberThatDoesNotAnswerMovesNothing() throws Exception {
    stop();
    use(RingChange.of("carbon_ch", 1, 2, 3));
    hosts.start(hosts.all().subList(0, 2), ring.arguments(hosts));
    write(owner("some.m0") % 3 + 1, "some.m0", 0);
    List<Host> before = hosts.holders("some.m0");

    rebalance().go().exits(1).says(hosts.host(3).address());

    assertThat(hosts.holders("some.m0")).isEqualTo(before);
  }

  @Test
  void anAgentThatDiesHalfWayStopsOnlyWhatNeedsIt() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3));
    for (String metric : metrics(90)) {
      write(owner(metric) % 3 + 1, metric, 0, 1);
    }

    Process command = rebalance("--metrics-per-second", "20").start(hosts.file("rebalance.log"));
    while (metrics(90).stream().noneMatch(this::isInPlace)) {
      command.waitFor(1, TimeUnit.MILLISECONDS);
    }
    hosts.host(3).kill();
    assertThat(command.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    String log = Files.readString(hosts.file("rebalance.log"));
    assertThat(command.exitValue()).as(log).isEqualTo(3);
    assertThat(log).contains(hosts.server(3));
    for (String metric : metrics(90)) {
      if (owner(metric) == 1) {
        assertThat(hosts.host(1).file(metric)).as("needs no dead agent").exists();
      }
    }
    start(ring);
    rebalance().go().exits(0);
    isBalanced();
  }

  private boolean isInPlace(String metric) {
    return Files.exists(hosts.host(owner(metric)).file(metric));
  }

  @Test
  void interruptedByTheOperatorItLeavesNothingHalfDone() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3));
    for (String metric : metrics(60)) {
      write(owner(metric) % 3 + 1, metric, 0, 1);
    }

    Process command =
        rebalance("--metrics-per-second", "4").interruptible().start(hosts.file("interrupted.log"));
    while (metrics(60).stream().noneMatch(this::isInPlace)) {
      assertThat(command.waitFor(1, TimeUnit.MILLISECONDS)).isFalse();
    }
    new ProcessBuilder("kill", "-INT", String.valueOf(command.pid())).start().waitFor();
    assertThat(command.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    String log = Files.readString(hosts.file("interrupted.log"));
    assertThat(command.exitValue()).as(log).isEqualTo(130);
    assertThat(log).contains("interrupted");
    assertThat(hosts.strays(metrics(60))).as("files beside the metrics'").isEmpty();
    assertThat(metrics(60)).as("where it was").anyMatch(metric -> !isInPlace(metric));
    assertThat(metrics(60)).allMatch(metric -> !hosts.holders(metric).isEmpty());
    rebalance().go().exits(0);
    isBalanced();
  }

  @Test
  void aNameThatAppearsMeanwhileIsMovedByTheNextRun() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3));
    for (String metric : metrics(60)) {
      write(owner(metric) % 3 + 1, metric, 0);
    }

    Process command = rebalance("--metrics-per-second", "20").start(hosts.file("rebalance.log"));
    for (int i = 0; command.isAlive(); i++) {
      if (metrics(60).stream().anyMatch(this::isInPlace) && i < 10) {
        write(owner("late.m" + i) % 3 + 1, "late.m" + i, 1);
      }
      command.waitFor(1, TimeUnit.MILLISECONDS);
    }

    assertThat(command.exitValue()).as(Files.readString(hosts.file("rebalance.log"))).isZero();
    rebalance().go().exits(0);
    isBalanced();
  }

  @Test
  void anUnsoundSourceIsKeptAndNamed() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3));
    for (String metric : metrics(20)) {
      write(owner(metric) % 3 + 1, metric, 0);
    }
    Path broken = hosts.host(owner("some.m7") % 3 + 1).file("some.m7");
    spoil(broken);
    byte[] before = Files.readAllBytes(broken);

    rebalance().go().exits(3).says("some.m7");

    assertThat(broken).hasBinaryContent(before);
    assertThat(hosts.holders("some.m7")).hasSize(1);
    for (String metric : metrics(20)) {
      if (!metric.equals("some.m7")) {
        assertThat(hosts.holders(metric)).containsExactly(hosts.host(owner(metric)));
      }
    }
  }

  @Test
  void anUnsoundDestinationIsKeptAndNamedAndSoIsItsSource() throws Exception {
    start(RingChange.of("carbon_ch", 1, 2, 3));
    for (String metric : metrics(20)) {
      write(owner(metric) % 3 + 1, metric, 0);
    }
    write(owner("some.m7"), "some.m7", 1);
    Path broken = hosts.host(owner("some.m7")).file("some.m7");
    Path source = hosts.host(owner("some.m7") % 3 + 1).file("some.m7");
    spoil(broken);
    byte[] there = Files.readAllBytes(broken);
    byte[] here = Files.readAllBytes(source);

    rebalance().go().exits(3).says("some.m7");

    assertThat(broken).hasBinaryContent(there);
    assertThat(source).hasBinaryContent(here);
  }

  /** Its header says that it is longer than it is. */
  private static void spoil(Path file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(access.length() / 2);
    }
  }
}
