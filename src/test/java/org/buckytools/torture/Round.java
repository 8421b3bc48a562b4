package org.buckytools.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.buckytools.hosts.CutProxy;
import org.buckytools.hosts.Host;
import org.buckytools.hosts.Hosts;
import org.buckytools.launcher.Run;

/** Metrics in the wrong places, a command that moves them, and what goes wrong meanwhile. */
final class Round {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int MILLISECONDS = 2000;
  private static final int RESUMES = 3;

  private final Kills kills;
  private final Hosts hosts;
  private final Fault fault;
  private final Random random;
  private final String group;
  private final boolean journals;
  private final RingChange.Owners owners;
  private final Ledger ledger = new Ledger();
  private final Map<String, List<Host>> holders = new TreeMap<>();
  private Run.Outcome last;
  private final long now = Instant.now().getEpochSecond() - 1;

  Round(Kills kills, int number, Fault fault, Random random) {
    this.kills = kills;
    this.hosts = kills.hosts();
    this.fault = fault;
    this.random = random;
    this.group = "round" + number;
    // What the journal says is healed is not healed again, though only one replica was written to.
    this.journals = random.nextBoolean() && !kills.heals();
    this.owners = kills.ring().owners(hosts);
  }

  /**
   * What came of it.
   *
   * @param code what the disturbed command exited with; -1 if it was killed
   * @param resumes how many more runs it took
   */
  record Outcome(Fault fault, String moment, int code, int resumes, Ledger.Count count) {
    @Override
    public String toString() {
      return "%-14s %-34s exit %3d, %d more run(s); %s"
          .formatted(fault, moment, code, resumes, count);
    }
  }

  Outcome run() throws Exception {
    scatter();
    AtomicBoolean isOver = new AtomicBoolean();
    FutureTask<Map<String, Set<Long>>> writing =
        new FutureTask<>(
            new GraphiteWriter(
                kills.graphite(),
                hosts.all(),
                ledger.metrics(),
                // It has a thread of its own.
                kills.ring().owners(hosts)::of,
                now,
                new Random(random.nextLong()),
                fault != Fault.FULL,
                isOver));
    Thread.ofPlatform().start(writing);
    String moment;
    int code;
    try {
      Process command = rebalance().start(hosts.file("rebalance.log"));
      try {
        moment = disturb(command);
        code = ended(command);
      } finally {
        command.destroyForcibly();
      }
    } finally {
      isOver.set(true);
    }
    ledger.wrote(writing.get());
    repair();
    int resumes = resume();
    for (Host host : hosts.all()) {
      host.awaitSettled();
    }
    Ledger.Count count = check();
    clear();
    return new Outcome(fault, moment, code, resumes, count);
  }

  // --- before ---

  /** Gives each metric to one to three hosts, each point to at least one of them. */
  private void scatter() throws IOException {
    int metrics = 20 + random.nextInt(60);
    for (int i = 0; i < metrics; i++) {
      String metric = group + ".g" + i % 5 + ".m" + i;
      List<Host> some = new ArrayList<>(hosts.all());
      Collections.shuffle(some, random);
      some = some.subList(0, 1 + random.nextInt(Math.min(3, some.size())));
      Map<Host, List<Long>> points = new HashMap<>();
      for (int point = 0; point < 100; point++) {
        long time = now - random.nextInt(Ledger.RETENTIONS.getFirst().points() / 2);
        points
            .computeIfAbsent(some.get(random.nextInt(some.size())), host -> new ArrayList<>())
            .add(time);
      }
      for (Host host : some) {
        List<Long> times = points.getOrDefault(host, List.of());
        ledger.write(host.file(metric), metric, times, now);
      }
      holders.put(metric, some);
    }
  }

  private Run rebalance() {
    List<String> arguments = new ArrayList<>(List.of("rebalance", "--delete", "-f"));
    if (kills.heals()) {
      arguments.add("--heal");
    }
    if (journals) {
      arguments.addAll(List.of("--journal", hosts.file(group + ".journal").toString()));
    }
    arguments.addAll(kills.ring().extra(hosts));
    return hosts.bucky(arguments.toArray(String[]::new));
  }

  // --- meanwhile ---

  private String disturb(Process command) throws Exception {
    switch (fault) {
      case CUT -> {
        int most = 1 << 8 + random.nextInt(12);
        Random bytes = new Random(random.nextLong());
        for (CutProxy proxy : kills.proxies()) {
          proxy.cutAfter(
              () -> {
                synchronized (bytes) {
                  return bytes.nextInt(3) == 0 ? 1 + bytes.nextInt(most) : Long.MAX_VALUE;
                }
              });
        }
        return "after up to " + most + " bytes";
      }
      case FULL -> {
        int room = random.nextInt(400_000);
        leave(room);
        return "with " + room + " bytes left";
      }
      default -> {
        String moment = await(command);
        return moment + ", " + kill(command);
      }
    }
  }

  /** Waits until some time has passed, or some metrics have been moved. */
  private String await(Process command) throws InterruptedException {
    if (random.nextBoolean()) {
      int milliseconds = random.nextInt(MILLISECONDS);
      command.waitFor(milliseconds, TimeUnit.MILLISECONDS);
      return "after " + milliseconds + " ms";
    }
    List<Path> wrong = new ArrayList<>();
    List<Path> lacking = new ArrayList<>();
    for (String metric : ledger.metrics()) {
      for (Host host : hosts.all()) {
        boolean owns = owners.of(metric).contains(host);
        boolean holds = holders.get(metric).contains(host);
        if (owns != holds) {
          (owns ? lacking : wrong).add(host.file(metric));
        }
      }
    }
    boolean atRemovals = random.nextBoolean() && !wrong.isEmpty();
    List<Path> watched = atRemovals ? wrong : lacking;
    if (watched.isEmpty()) {
      return "at once";
    }
    int limit = random.nextInt(watched.size());
    while (command.isAlive()
        && watched.stream().filter(file -> Files.exists(file) != atRemovals).count() <= limit) {
      command.waitFor(1, TimeUnit.MILLISECONDS);
    }
    return "after " + (limit + 1) + (atRemovals ? " removals" : " copies");
  }

  private String kill(Process command) throws InterruptedException, IOException {
    switch (fault) {
      case CLIENT -> command.destroyForcibly();
      case ALL -> {
        for (Host host : hosts.all()) {
          host.kill();
        }
        hosts.start(kills.ring().arguments(hosts));
        return "all agents";
      }
      default -> {
        Host host = kills.any(random);
        host.kill();
        if (fault == Fault.BOTH) {
          command.destroyForcibly();
        } else if (fault == Fault.AGENT) {
          hosts.start(kills.ring().arguments(hosts));
        }
        return host.address();
      }
    }
    return "the command";
  }

  private int ended(Process command) throws InterruptedException, IOException {
    boolean isOver = command.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(isOver)
        .as("ends though disturbed: %s", Files.readString(hosts.file("rebalance.log")))
        .isTrue();
    int code = command.exitValue();
    return code == 137 ? -1 : code;
  }

  private Path ballast() {
    return kills.disk().place().resolve("ballast");
  }

  private void leave(int room) throws IOException {
    long free = Files.getFileStore(kills.disk().place()).getUsableSpace();
    Files.write(ballast(), new byte[(int) Math.max(0, free - room)]);
  }

  // --- after ---

  private void repair() throws IOException, InterruptedException {
    kills.proxies().forEach(proxy -> proxy.cutAfter(() -> Long.MAX_VALUE));
    if (fault == Fault.FULL) {
      Files.delete(ballast());
    }
    hosts.start(kills.ring().arguments(hosts));
  }

  private int resume() {
    last = rebalance().go();
    int runs = 1;
    while (last.code() != 0 && runs < RESUMES) {
      last = rebalance().go();
      runs++;
    }
    last.exits(0);
    return runs;
  }

  private Ledger.Count check() throws IOException {
    for (String metric : ledger.metrics()) {
      for (Host host : hosts.all()) {
        boolean owns = owners.of(metric).contains(host);
        if (!owns) {
          assertThat(host.file(metric)).as("%s after %s", host, last).doesNotExist();
        }
      }
    }
    assertThat(hosts.strays(ledger.metrics())).as("files beside the metrics'").isEmpty();
    Ledger.Count count =
        ledger.check(metric -> owners.of(metric).stream().map(h -> h.file(metric)).toList());
    assertThat(count.examples()).as("missing points").isEmpty();
    return count;
  }

  /** Only what is of this round, and only when all is well. */
  private void clear() throws IOException {
    for (Host host : hosts.all()) {
      Path directory = host.tree().resolve(group);
      if (Files.exists(directory)) {
        try (Stream<Path> files = Files.walk(directory)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }
}
