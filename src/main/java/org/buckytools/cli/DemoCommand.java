package org.buckytools.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.Walkthrough;
import org.buckytools.demo.ClusterDemo;
import org.buckytools.demo.FillDemo;

/** {@code bucky demo}: shows on invented data what the program does, and checks every point. */
final class DemoCommand implements Command {
  private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
  private static final int USUAL = 300;
  private static final int MOST = 2000;
  private static final int MOST_TO_FILL = 60;
  private static final int REMOVALS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> hosts;
  private final Arg<Integer> metrics;
  private final Arg<Optional<Path>> keep;

  DemoCommand(Syntax syntax) {
    this(syntax, HOSTS);
  }

  DemoCommand(Syntax syntax, List<String> hosts) {
    this.hosts = hosts;
    syntax
        .description(
            "Starts three agents on this machine with invented metrics in the wrong places, and"
                + " shows what an operator would type: finds the misplaced ones, moves them while"
                + " a writer goes on writing, checks every point, fills the gaps of one host from"
                + " another, backs a host up, loses its files, and restores them.",
            "Takes some seconds, needs no network but the loopback, and removes what it wrote."
                + " The exit code is 4 if a point is missing.")
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
    try (StopSignal signal = new StopSignal(PATIENCE)) {
      signal.await();
      Path directory = temporary();
      try {
        return show(console, directory);
      } finally {
        remove(directory);
      }
    }
  }

  /** Of a short name if possible, because it is shown in many commands. */
  private static Path temporary() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return Files.createDirectory(
          parent.resolve("bucky-demo-" + ProcessHandle.current().pid()),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException taken) {
      return Files.createTempDirectory(parent, "bucky-demo-");
    }
  }

  private ExitCode show(Console console, Path directory) throws IOException, InterruptedException {
    Instant now = Instant.now();
    Walkthrough walk = new Walkthrough(console);
    boolean isRight = true;
    try (ClusterDemo cluster =
        new ClusterDemo(directory, hosts, metrics.value(), now, AgentCommand.version())) {
      isRight = new ClusterTour(walk, cluster, hosts.size(), metrics.value()).show(directory);
    } catch (BindException nobodyCan) {
      console.message(
          "bucky demo: "
              + nobodyCan.getMessage()
              + "; the steps with a cluster are left out, the others follow");
    }
    isRight =
        new FillTour(walk, Math.min(MOST_TO_FILL, metrics.value()))
                .show(new FillDemo(directory, Math.min(MOST_TO_FILL, metrics.value()), now))
            && isRight;
    if (!isRight) {
      console.message("bucky demo: the result is wrong; please report it");
      return ExitCode.PROBLEMS;
    }
    walk.text(
        String.format(
            Locale.ROOT,
            "\nEvery point was found, after %.0f s. Next: bucky --help, and bucky COMMAND --help.",
            Duration.between(now, Instant.now()).toMillis() / 1e3));
    return ExitCode.OK;
  }

  /** Also when something is still ending that writes there. */
  private static void remove(Path directory) throws IOException {
    for (int tries = 1; Files.exists(directory); tries++) {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(directory)) {
        deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      }
      try {
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      } catch (DirectoryNotEmptyException | NoSuchFileException changed) {
        if (tries == REMOVALS) {
          throw changed;
        }
      }
    }
  }
}
