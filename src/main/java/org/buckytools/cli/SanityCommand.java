package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.cli.options.WhisperTree;
import org.buckytools.cli.options.WorkersOption;
import org.buckytools.client.SanityQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.console.Console;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.SanityReport;
import org.buckytools.tree.Finding;
import org.buckytools.tree.Sanity;
import org.buckytools.tree.SanityOptions;

/** {@code bucky sanity}: what is wrong in a tree, or in those of a cluster. */
final class SanityCommand implements Command {

  private static final String TITLE = "bucky sanity";
  private static final int MOST_DAYS = 36_500;

  private final Arg<Optional<Path>> path;
  private final Arg<Boolean> fix;
  private final Arg<Optional<Integer>> stale;
  private final WorkersOption workers;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;
  private final ClusterOptions hosts;

  SanityCommand(Syntax syntax) {
    syntax
        .description(
            "Looks through a tree of whisper files and reports what is wrong, with the reason and"
                + " what to do: unsound and empty files, files that are no metric's, what tools"
                + " have left behind, empty directories, points in the future or in slots where"
                + " whisper never looks. Files without a point are told, but are no problem.",
            "With --fix unsound and empty files are moved to .bucky-quarantine in the tree, where"
                + " nothing is ever overwritten, and directories that have been empty for a day and"
                + " bucky's own leftovers are removed. A sound file is never touched. All is done"
                + " under the files' locks, so carbon may keep writing.",
            "With --host the agents of a cluster do the same on their hosts, each in its own tree,"
                + " all at a time; their findings come with HOST:PORT in front.",
            "The exit code is 0 if all is well or has been repaired, 4 if not; 3 if hosts failed,"
                + " and those that did not are well.")
        .example("bucky sanity /opt/graphite/storage/whisper", "reports, changes nothing")
        .example("bucky sanity --fix /opt/graphite/storage/whisper", "repairs what is safe")
        .example("bucky sanity --stale 90 servers", "reports also what got no point for 90 days")
        .example("bucky sanity --host graphite1", "has all agents of its cluster look");
    path =
        syntax.optionalParameter(
            Kind.path("PATH"), "the tree or file, by default " + WhisperTree.USUAL);
    fix = syntax.flag("--fix", "repair what is safe to repair");
    stale =
        syntax.option(
            "--stale",
            Kind.number("DAYS", 1, MOST_DAYS),
            "report files whose newest point is older than so many days");
    workers = WorkersOption.on(syntax);
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
    hosts = ClusterOptions.ofTrees(syntax);
    syntax.check(this::check);
  }

  private void check() {
    if (hosts.isGiven()) {
      if (path.value().isPresent()) {
        throw new UsageException(
            "PATH is a tree of this host, and with --host each agent examines its own: give"
                + " either");
      }
      if (lockTimeout.isGiven()) {
        throw new UsageException(
            "--lock-timeout is for a tree of this host; agents wait as long as they always do");
      }
    } else if (hosts.single()) {
      throw new UsageException("--single is for agents: say which with --host");
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    SanityReport report = new SanityReport(console, fix.value(), json.wanted());
    try (ProgressLine progress =
        json.wanted()
            ? ProgressLine.besideData(console, "files")
            : new ProgressLine(console, "files")) {
      if (hosts.isGiven()) {
        return ofHosts(console, report, progress);
      }
      SanityOptions options =
          new SanityOptions(
              fix.value(),
              stale.value().map(Duration::ofDays),
              lockTimeout.value(),
              workers.count());
      Path root = path.value().orElse(Path.of(WhisperTree.USUAL));
      Sanity sanity = new Sanity(Clock.systemUTC(), options, new Progress(report, progress));
      long examined = sanity.run(root);
      progress.give(() -> report.end(examined));
    }
    return report.problems() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private ExitCode ofHosts(Console console, SanityReport report, ProgressLine progress)
      throws IOException, InterruptedException {
    SanityQuery query = new SanityQuery(fix.value(), stale.value(), workers.given());
    try (Cluster cluster = hosts.cluster(console)) {
      return new ClusterSanity(cluster, query, report, progress).run(console, TITLE);
    }
  }

  private record Progress(SanityReport report, ProgressLine line) implements Sanity.Listener {
    @Override
    public void found(Finding finding) {
      line.give(() -> report.print(finding));
    }

    @Override
    public void examined(int files) {
      line.done(files, 0);
    }
  }
}
