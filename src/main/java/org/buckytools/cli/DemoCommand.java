package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.Sparkline;
import org.buckytools.demo.Check;
import org.buckytools.demo.FillDemo;
import org.buckytools.demo.FillDemo.Recorded;
import org.buckytools.fill.TreeFill;

/** {@code bucky demo}: shows on invented data what the program does, and checks every point. */
final class DemoCommand implements Command {

  private static final String EAST = "east";
  private static final String WEST = "west";
  private static final int USUAL = 100;
  private static final int MOST = 10_000;
  private static final int COLUMNS = 60;

  private final Arg<Integer> metrics;
  private final Arg<Optional<Path>> keep;

  DemoCommand(Syntax syntax) {
    syntax
        .description(
            "Invents two hosts that should both have received the same metrics and lost about a"
                + " third of the time each, fills each host's whisper files from the other's, and"
                + " checks every point. Takes a few seconds, needs no network, and removes what it"
                + " wrote.")
        .example("bucky demo", "shows it")
        .example("bucky demo --keep /tmp/demo", "leaves the files to look at with bucky info");
    metrics =
        syntax.option(
            "--metrics", Kind.number("N", 1, MOST), USUAL, "how many metrics; by default " + USUAL);
    keep = syntax.option("--keep", Kind.path("DIR"), "work in this new directory and leave it");
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    if (keep.value().isPresent()) {
      Path directory = Files.createDirectory(keep.value().get());
      ExitCode code = show(console, directory);
      console.println(
          "\nThe files are in " + directory + ": try bucky info, dump or fetch on one.");
      return code;
    }
    Path directory = Files.createTempDirectory("bucky-demo-");
    try {
      return show(console, directory);
    } finally {
      remove(directory);
    }
  }

  private ExitCode show(Console console, Path directory) throws IOException, InterruptedException {
    FillDemo demo = new FillDemo(directory, metrics.value(), Instant.now());
    console.println(
        "Two hosts, "
            + metrics.value()
            + " metrics: each host was out of order about 30 % of the time, at other times than the"
            + " other.\n");
    demo.record(EAST);
    demo.record(WEST);
    Recorded east = demo.remember(EAST);
    Recorded west = demo.remember(WEST);
    host(console, demo, EAST, east);
    host(console, demo, WEST, west);

    console.println("");
    fill(console, demo, WEST, EAST);
    fill(console, demo, EAST, WEST);
    console.println("");
    host(console, demo, EAST, demo.remember(EAST));
    host(console, demo, WEST, demo.remember(WEST));

    console.println("");
    boolean isRight = check(console, EAST, demo.check(EAST, east, west));
    isRight &= check(console, WEST, demo.check(WEST, west, east));
    TreeFill.Report again = demo.fill(WEST, EAST);
    isRight &= again.points() == 0;
    console.println("a second fill wrote " + again.points() + " points");
    if (!isRight) {
      console.message("bucky demo: the result is wrong; please report it");
      return ExitCode.PROBLEMS;
    }
    console.println("\nNext: bucky fill --help, bucky --help.");
    return ExitCode.OK;
  }

  private static void host(Console console, FillDemo demo, String host, Recorded recorded)
      throws IOException {
    double[] lastDay = demo.values(host, 0, 0);
    int strip = lastDay.length / 8;
    double[] hours = Arrays.copyOfRange(lastDay, lastDay.length - strip, lastDay.length);
    console.println(
        String.format(
            Locale.ROOT,
            "  %s  %5.1f %% known  |%s| web00, last 3 hours",
            host,
            100.0 * recorded.known() / recorded.size(),
            Sparkline.of(hours, COLUMNS)));
  }

  private static void fill(Console console, FillDemo demo, String from, String to)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    TreeFill.Report report = demo.fill(from, to);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    console.println(
        String.format(
            Locale.ROOT,
            "bucky fill -r %s %s: %d files filled with %,d points in %.2f s",
            from,
            to,
            report.filled(),
            report.points(),
            took.toNanos() / 1e9));
  }

  private static boolean check(Console console, String host, Check check) {
    console.println(
        String.format(
            Locale.ROOT,
            "%s: %,d points checked, %,d of them gained; missing of what either had: %d, changed:"
                + " %d",
            host,
            check.points(),
            check.gained(),
            check.missing(),
            check.changed()));
    return check.missing() == 0 && check.changed() == 0;
  }

  private static void remove(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
