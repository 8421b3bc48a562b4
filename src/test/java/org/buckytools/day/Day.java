package org.buckytools.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buckytools.carbon.WrittenPoints;
import org.buckytools.hosts.Host;
import org.buckytools.launcher.Run;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.torture.Ledger;
import org.buckytools.torture.RingChange;
import org.buckytools.whisper.Point;

/** What happens in the day, one step after the other, while points flow. */
final class Day {
  private static final int LOST = 2;
  private static final int DRAINED = 3;
  private static final int QUIET_POINTS = 5;
  private static final int SAMPLE = 10;

  private final Cluster cluster;
  private final Metrics metrics;
  private final Map<String, String> credentials;
  private final int hosts;
  private final long interlude;
  private final Story story;
  // The points that a disk has taken with it, by their metric's first name.
  private final Map<String, Set<Long>> lost = new TreeMap<>();

  /**
   * Prepares it.
   *
   * @param credentials environment variables that open the store
   * @param hosts how many there are in the beginning
   * @param interlude how many points each metric gets between two steps
   */
  Day(
      Cluster cluster,
      Metrics metrics,
      Map<String, String> credentials,
      int hosts,
      long interlude) {
    this.cluster = cluster;
    this.metrics = metrics;
    this.credentials = credentials;
    this.hosts = hosts;
    this.interlude = interlude;
    story = new Story(cluster.hosts().file(""));
  }

  /** Returns what was found in the end. */
  Ledger.Count run(ReferenceWhisper reference) throws Exception {
    List<Integer> members = IntStream.rangeClosed(1, hosts).boxed().toList();
    story.step(
        "add-a-host.md",
        hosts + " hosts behind a carbon-relay; " + metrics.all().size() + " metrics flow");
    cluster.begin(new RingChange("carbon_ch", members, 1), QUIET_POINTS);
    bucky("servers").exits(0);
    bucky("inconsistent", "-f").exits(0);
    interlude();
    firstNight(members);
    addHost();
    secondNight();
    loseAndRestore();
    drain();
    rename();
    cleanUp();
    return end(reference);
  }

  private void interlude() throws InterruptedException {
    cluster.feed().await(interlude);
  }

  private Run.Outcome bucky(String... arguments) {
    Run.Outcome outcome = run(arguments).go();
    story.typed(List.of(arguments), outcome);
    return outcome;
  }

  private Run run(String... arguments) {
    Run run = cluster.hosts().bucky(arguments);
    credentials.forEach(run::with);
    return run.with("XDG_CACHE_HOME", cluster.hosts().file("caches"));
  }

  private String journal(String name) {
    return cluster.hosts().file(name).toString();
  }

  private static String store(int host) {
    return "swift://day/host" + host;
  }

  private String[] inStore(int host, String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "--store", store(host)));
    words.addAll(List.of("--lockfile", cluster.hosts().file("lock" + host).toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** Has hosts do something to their trees and backups, all at a time. */
  private Map<Integer, Run.Outcome> onEach(List<Integer> members, String command, String... more)
      throws Exception {
    Map<Integer, String[]> arguments = new TreeMap<>();
    for (int host : members) {
      List<String> words = new ArrayList<>(List.of("-p", cluster.tree(host).toString()));
      words.addAll(List.of(more));
      arguments.put(host, inStore(host, command, words.toArray(String[]::new)));
    }
    Map<Integer, Future<Run.Outcome>> runs = new TreeMap<>();
    // Not as a parallel stream: that would be done by those threads that run tests.
    try (ExecutorService threads = Executors.newFixedThreadPool(members.size())) {
      members.forEach(host -> runs.put(host, threads.submit(() -> run(arguments.get(host)).go())));
    }
    Map<Integer, Run.Outcome> outcomes = new TreeMap<>();
    for (int host : members) {
      outcomes.put(host, runs.get(host).get());
    }
    outcomes.forEach(
        (host, outcome) -> story.typed(List.of(arguments.get(host)), outcome.exits(0)));
    return outcomes;
  }

  private void firstNight(List<Integer> members) throws Exception {
    story.step("backup.md", "Night: each host backs itself up to Swift while carbon writes");
    onEach(members, "backup").values().forEach(outcome -> outcome.says(" 0 unchanged"));
  }

  private void addHost() throws Exception {
    int added = hosts + 1;
    story.step(
        "add-a-host.md",
        "A host more: the relay and the agents learn of it, then metrics move to it");
    List<Integer> members = IntStream.rangeClosed(1, added).boxed().toList();
    RingChange next = new RingChange("carbon_ch", members, 1);
    bucky(
            "plan",
            "--hash",
            "carbon_ch",
            "--nodes",
            members.stream().map(n -> "127.0.0." + n).collect(Collectors.joining(",")),
            "--rate",
            "50")
        .exits(0);
    cluster.startCarbon(added);
    cluster.change(next);
    bucky("inconsistent", "-f").exits(4);
    bucky("rebalance", "-f", "--delete", "--journal", journal("moves")).exits(0);
    isInPlace();
    story.tell("host %d now has %d metrics", added, Trees.databases(cluster.tree(added)).size());
    interlude();
  }

  private void secondNight() throws Exception {
    story.step(
        "backup.md",
        "Night: what has changed is stored; a second run, while nothing changes, costs nothing");
    cluster.holdAndAwaitWritten();
    List<Integer> members = cluster.ring().members();
    onEach(members, "backup");
    onEach(members, "backup").values().forEach(outcome -> outcome.says(": 0 stored (0 B), "));
  }

  private void loseAndRestore() throws Exception {
    story.step(
        "recover-a-host.md", "Host " + LOST + " is lost with its disk, and restored from Swift");
    Map<String, Set<Long>> backedUp = points(LOST);
    cluster.resume();
    interlude();
    cluster.lose(LOST);
    points(LOST)
        .forEach(
            (metric, times) -> {
              Set<Long> after = new TreeSet<>(times);
              after.removeAll(backedUp.getOrDefault(metric, Set.of()));
              if (!after.isEmpty()) {
                lost.put(metric, after);
              }
            });
    story.tell(
        "%,d points of %d metrics came after its last backup; the disk took them with it",
        count(lost), lost.size());
    bucky("servers").exits(4);
    bucky("rebalance", "--delete").exits(1);
    interlude();
    cluster.replace(LOST);
    bucky(inStore(LOST, "restore", "-p", cluster.tree(LOST).toString())).exits(0);
    // The store also has what has moved to other hosts since, as of before.
    bucky("inconsistent", "-f").exits(4);
    bucky("delete-dont-belong", "-f").exits(0);
    bucky("rebalance", "--delete").exits(0);
    isInPlace();
    interlude();
  }

  private void drain() throws Exception {
    story.step("remove-a-host.md", "Host " + DRAINED + " is drained and leaves the ring");
    List<Integer> rest = cluster.ring().members().stream().filter(n -> n != DRAINED).toList();
    cluster.change(new RingChange("carbon_ch", rest, 1));
    String drained = cluster.hosts().server(DRAINED);
    bucky("rebalance", "-f", "--delete", "--journal", journal("drained"), drained).exits(0);
    assertThat(Trees.databases(cluster.tree(DRAINED))).as("left on the drained host").isEmpty();
    cluster.stop(DRAINED);
    bucky("servers").exits(0);
    isInPlace();
    interlude();
  }

  private void rename() throws Exception {
    story.step("rename-metrics.md", "app.* is called service.* from now on");
    cluster.holdAndAwaitWritten();
    cluster.feed().rename(name -> name.replaceFirst("^app[.]", "service."));
    cluster.resume();
    cluster.awaitFiles();
    bucky("backfill", "-f", "--rename", "s/^app\\./service./", "--journal", journal("renamed"))
        .exits(0);
    bucky("delete", "--yes", "--glob", "app.*").exits(0);
    assertThat(bucky("list", "-f", "--glob", "app.*").exits(0).out()).isEmpty();
    isInPlace();
    interlude();
  }

  private void cleanUp() throws Exception {
    story.step("clean-up.md", "Clean up: empty databases, holes, backups of what is no more");
    Path slip = cluster.hosts().host(1).file("srevers.node000.load");
    Files.createDirectories(slip.getParent());
    bucky("create", slip.toString(), "1m:1d").exits(0);
    bucky("empty", cluster.tree(1).toString()).exits(0).prints("srevers/node000/load.wsp");
    Files.delete(slip);
    Files.delete(slip.getParent());
    Files.delete(slip.getParent().getParent());
    bucky("sparsify", cluster.tree(1).toString()).exits(0);
    List<Integer> members = cluster.ring().members();
    onEach(members, "backup", "--quiet");
    onEach(members, "purge", "--days", "0");
    story.by("backup.md");
    bucky(inStore(LOST, "verify")).exits(0);
    Run.Outcome backups = run("backups", "--store", store(LOST)).go().exits(0);
    assertThat(backups.out()).contains("service.").doesNotContain(" app.");
  }

  /** Every point that a carbon-cache has written is in the file of its metric's owner. */
  private Ledger.Count end(ReferenceWhisper reference) throws Exception {
    story.step(
        "recover-a-host.md",
        "The end: every point that was accepted is looked for on the right owner");
    cluster.holdAndAwaitWritten();
    assertThat(bucky("inconsistent", "-f").exits(0).out()).isEmpty();
    bucky("sanity", "--host", cluster.hosts().server(1)).exits(0);
    bucky("servers").exits(0);
    isInPlace();
    cluster.hosts().stop();
    Ledger ledger = new Ledger();
    long refused = 0;
    for (Map.Entry<Integer, WrittenPoints> host : cluster.written().entrySet()) {
      Map<String, Set<Long>> kept = points(host.getKey());
      if (host.getKey() == LOST) {
        lost.forEach((metric, times) -> kept.get(metric).removeAll(times));
      }
      ledger.wrote(kept);
      refused += host.getValue().refused();
    }
    RingChange.Owners owners = cluster.ring().owners(cluster.hosts());
    Function<String, List<Path>> files =
        metric -> {
          String name = cluster.feed().name(metric);
          return owners.of(name).stream().map(host -> host.file(name)).toList();
        };
    Ledger.Count count = ledger.check(files);
    Ledger sample = ledger.sample(SAMPLE);
    Ledger.Count byGraphite = sample.check(files, file -> dump(reference, file));
    story.tell("%,d points sent; %,d refused by carbon itself", cluster.feed().sent(), refused);
    story.tell("%,d lost with the disk of host %d, those after its backup", count(lost), LOST);
    story.tell("%s, by our reader", count);
    story.tell("%s, by Graphite's, of one metric in ten", byGraphite);
    assertThat(count.written() + count(lost) + refused).isEqualTo(cluster.feed().sent());
    assertThat(byGraphite.examples()).as("missing to Graphite's reader").isEmpty();
    return count;
  }

  private static long count(Map<String, Set<Long>> points) {
    return points.values().stream().mapToLong(Set::size).sum();
  }

  /** What a host's carbon-cache has written, by the first names of metrics. */
  private Map<String, Set<Long>> points(int host) throws IOException {
    Map<String, Set<Long>> byName = cluster.written().get(host).times();
    Map<String, Set<Long>> points = new HashMap<>();
    for (String metric : metrics.all()) {
      Set<Long> times = new TreeSet<>(byName.getOrDefault(metric, Set.of()));
      times.addAll(byName.getOrDefault(cluster.feed().name(metric), Set.of()));
      points.put(metric, times);
    }
    return points;
  }

  /** Each metric is on its owner and nowhere else, and nothing else is anywhere. */
  private void isInPlace() throws IOException {
    RingChange.Owners owners = cluster.ring().owners(cluster.hosts());
    List<String> names = metrics.all().stream().map(cluster.feed()::name).toList();
    for (Host host : cluster.hosts().all()) {
      Set<Path> there = Set.copyOf(Trees.databases(host.tree()));
      Set<Path> expected =
          names.stream()
              .filter(name -> owners.of(name).contains(host))
              .map(host::file)
              .collect(Collectors.toSet());
      assertThat(there).as("databases on %s", host).isEqualTo(expected);
    }
    assertThat(cluster.hosts().strays(names)).as("files beside the metrics'").isEmpty();
  }

  private static Map<Long, Double> dump(ReferenceWhisper reference, Path file) {
    return reference.dump(file).getFirst().stream()
        .filter(point -> point.time() != 0)
        .collect(Collectors.toMap(Point::time, Point::value));
  }
}
