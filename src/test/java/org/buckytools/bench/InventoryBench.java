package org.buckytools.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.buckytools.metric.MergedNames;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.NameFilter;
import org.buckytools.metric.NameRegex;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.tree.inventory.Inventory;
import org.buckytools.tree.inventory.LiveInventory;
import org.buckytools.tree.inventory.TreeScan;

/** What inventories take; {@code scripts/bench-inventory} runs it. */
final class InventoryBench {
  private static final int METRICS_OF_A_HOST = 500;
  private static final Duration LONG = Duration.ofMinutes(5);

  private InventoryBench() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "tree" -> makeTree(path, Integer.parseInt(arguments[2]));
      case "list" -> makeList(path, Integer.parseInt(arguments[2]));
      case "scan" -> scan(path);
      case "large" -> large(path);
      case "filter" -> filter(path);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** As collectd and Kubernetes name things: some 70 bytes. */
  private static List<String> hosts(int count) {
    Random random = new Random(1);
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hosts.add(
          "infrastructure.production.dc%d.checkout-%06x-%05d"
              .formatted(i % 4, random.nextInt(1 << 24), i));
    }
    return hosts;
  }

  private static String metric(int number) {
    String[] kinds = {
      "user", "system", "idle", "nice", "wait", "used", "free", "read", "write", "p99"
    };
    return "plugin%02d.instance-%d.%s".formatted(number / 50, number / 10 % 5, kinds[number % 10]);
  }

  private static void makeTree(Path root, int files) throws IOException {
    byte[] small = new byte[64];
    for (String host : hosts(files / METRICS_OF_A_HOST)) {
      for (int i = 0; i < METRICS_OF_A_HOST; i++) {
        Path file = root.resolve(MetricName.of(host + "." + metric(i)).path());
        if (i % 10 == 0) {
          Files.createDirectories(file.getParent());
        }
        Files.write(file, small);
      }
    }
  }

  private static void makeList(Path file, int names) throws IOException {
    try (OutputStream gzip =
            new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16) {
              {
                def.setLevel(1);
              }
            };
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(gzip, 1 << 16))) {
      out.writeBytes("\u007fflc02");
      for (String host : hosts(names / METRICS_OF_A_HOST)) {
        for (int i = 0; i < METRICS_OF_A_HOST; i++) {
          byte[] path =
              ("/" + (host + "." + metric(i)).replace('.', '/') + ".wsp")
                  .getBytes(StandardCharsets.UTF_8);
          out.writeLong(path.length);
          out.write(path);
          out.writeLong(293_188);
          out.writeLong(294_912);
          out.writeLong(24_432);
          out.writeLong(1_700_000_000);
          out.write('\n');
        }
      }
    }
  }

  private static void scan(Path root) throws IOException {
    long start = System.nanoTime();
    long count = 0;
    try (TreeScan scan = new TreeScan(root)) {
      while (scan.next()) {
        count++;
      }
    }
    System.out.printf("%d %.1f%n", count, (System.nanoTime() - start) / 1e6);
  }

  private static void say(String what, long start, long count) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("  %-52s %8.2f s  %6.2f million/s%n", what, seconds, count / seconds / 1e6);
  }

  private static void large(Path list) throws Exception {
    long start = System.nanoTime();
    try (LiveInventory live =
        LiveInventory.ofFileList(list, Duration.ZERO, InstantSource.system())) {
      live.await(LONG);
      Inventory inventory = live.current().orElseThrow();
      long count = inventory.count();
      say("reading go-carbon's list of files", start, count);
      long bytes = 0;
      try (NameCursor names = inventory.cursor()) {
        while (names.next()) {
          bytes += names.length();
        }
      }
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "  %d names of %.1f bytes: %.1f bytes of memory a name (sizes and points too); heap %d"
              + " MB%n",
          count,
          (double) bytes / count,
          (double) inventory.memory() / count,
          (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000);
      use(inventory, count);
    }
  }

  /** Expressions of which more and less is required; nothing is, of what stands in a group. */
  private static void filter(Path list) throws Exception {
    try (LiveInventory live =
        LiveInventory.ofFileList(list, Duration.ZERO, InstantSource.system())) {
      live.await(LONG);
      Inventory inventory = live.current().orElseThrow();
      String[] regexes = {
        "^infrastructure\\.production\\.dc2\\.",
        "checkout-0000",
        "dc[12]\\..*\\.p99$",
        "(?:dc[12]\\..*\\.p99)$",
      };
      for (int round = 0; round < 2; round++) {
        for (String regex : regexes) {
          long start = System.nanoTime();
          long found = drain(NameFilter.where(inventory.cursor(), NameRegex.of(regex).tester()));
          say(regex + ": " + found, start, inventory.count());
        }
      }
    }
  }

  private static void use(Inventory inventory, long count) throws IOException {
    for (int round = 0; round < 2; round++) {
      long start = System.nanoTime();
      drain(inventory.cursor());
      say("going through it", start, count);
      start = System.nanoTime();
      long found =
          drain(NameFilter.where(inventory.cursor(), NameRegex.of("dc[12]\\..*\\.p99$").tester()));
      say("filtering by a regular expression: " + found, start, count);
      start = System.nanoTime();
      drain(new MergedNames(List.of(inventory.cursor(), inventory.cursor(), inventory.cursor())));
      say("merging it with itself, three times", start, 3 * count);
      for (RingKind kind : List.of(RingKind.CARBON, RingKind.JUMP_FNV1A_CH)) {
        owners(inventory, kind, count);
      }
    }
  }

  private static void owners(Inventory inventory, RingKind kind, long count) throws IOException {
    List<Node> nodes = List.of(new Node("a", 0, ""), new Node("b", 0, ""), new Node("c", 0, ""));
    Lookup lookup = new RingDefinition(kind, nodes, 1, false).ring().lookup();
    RoutedNames.Keys keys = new RoutedNames(RoutedNames.USUAL_PREFIX).keys();
    long start = System.nanoTime();
    long found = 0;
    try (NameCursor names = inventory.cursor()) {
      while (names.next()) {
        if (keys.find(names.bytes(), names.length())) {
          found += lookup.replicas(keys.bytes(), keys.length()).size();
        }
      }
    }
    say("looking up owners, " + kind + ": " + found, start, count);
  }

  private static long drain(NameCursor names) throws IOException {
    long count = 0;
    try (names) {
      while (names.next()) {
        count++;
      }
    }
    return count;
  }
}
