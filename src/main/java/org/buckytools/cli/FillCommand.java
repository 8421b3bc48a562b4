package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.Times;
import org.buckytools.cli.options.UsageException;
import org.buckytools.cli.options.WorkersOption;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.Json;
import org.buckytools.console.Printable;
import org.buckytools.console.ProgressLine;
import org.buckytools.fill.Fill;
import org.buckytools.fill.FillOptions;
import org.buckytools.fill.FillResult;
import org.buckytools.fill.TreeFill;

/** {@code bucky fill}: merges one whisper file, or a tree of them, into another. */
final class FillCommand implements Command {

  private final Clock clock = Clock.systemUTC();
  private final Arg<Path> source;
  private final Arg<Path> destination;
  private final Arg<Boolean> recursive;
  private final Arg<Boolean> deleteSource;
  private final Arg<Optional<Long>> start;
  private final Arg<Optional<Long>> end;
  private final Arg<Boolean> fromCoarser;
  private final WorkersOption workers;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;

  FillCommand(Syntax syntax) {
    syntax
        .description(
            "Fills the gaps of DST with what SRC knows. A point that DST has is never changed, a"
                + " coarser value only where the points below it have become more. A missing DST"
                + " becomes a copy of SRC. Filling again changes nothing.",
            "Both files are locked as carbon does (WHISPER_LOCK_WRITES), so it may keep writing.")
        .example("bucky fill old/cpu.wsp new/cpu.wsp", "fills the gaps of new/cpu.wsp")
        .example(
            "bucky fill -r /mnt/old/whisper /opt/graphite/storage/whisper",
            "fills every file of the second tree from its namesake in the first")
        .example(
            "bucky fill --start -7d --end -1d a.wsp b.wsp", "fills only what is so many days old");
    source = syntax.parameter(Kind.path("SRC"), "the file or tree to take points from");
    destination = syntax.parameter(Kind.path("DST"), "the file or tree to fill");
    recursive = syntax.flag("-r, --recursive", "SRC and DST are trees");
    deleteSource =
        syntax.flag(
            "-d, --delete-source",
            "remove each SRC when its DST is filled and on disk, unless it has changed meanwhile");
    start = syntax.option("--start", Times.kind(clock), "fill nothing older than this");
    end = syntax.option("--end", Times.kind(clock), "fill nothing newer than this");
    fromCoarser =
        syntax.flag(
            "--from-coarser",
            "fill what is still missing with values of SRC's coarser archives; not for sums");
    syntax.flag("--lock", "for scripts written for whisper-fill; files are locked without it, too");
    workers = WorkersOption.on(syntax);
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
    syntax.check(this::options);
  }

  private FillOptions options() {
    try {
      return new FillOptions(
          start.value().orElse(0L),
          end.value().orElse(Long.MAX_VALUE),
          fromCoarser.value(),
          deleteSource.value(),
          0);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    return recursive.value() ? fillTree(console) : fillFile(console);
  }

  private ExitCode fillFile(Console console) throws IOException {
    for (Path path : new Path[] {source.value(), destination.value()}) {
      if (Files.isDirectory(path)) {
        throw new FileSystemException(
            path.toString(), null, "is a directory; fill a tree with --recursive");
      }
    }
    FillResult result =
        new Fill(clock, lockTimeout.value()).fill(source.value(), destination.value(), options());
    if (json.wanted()) {
      printJson(console, result);
    }
    if (deleteSource.value() && !result.sourceDeleted()) {
      console.message(source.value() + ": not deleted: " + result.source().words());
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  private static void printJson(Console console, FillResult result) {
    try (Json out = Json.indented(console)) {
      out.object()
          .field("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
          .field("points", result.points())
          .field("bytesRead", result.bytesRead())
          .field("sourceDeleted", result.sourceDeleted())
          .end();
    }
  }

  private ExitCode fillTree(Console console) throws IOException, InterruptedException {
    TreeFill.Report report;
    try (ProgressLine progress = new ProgressLine(console, "files")) {
      report =
          new TreeFill(
                  clock, lockTimeout.value(), workers.count(), new Messages(progress), progress)
              .run(source.value(), destination.value(), options());
    }
    if (json.wanted()) {
      printJson(console, report);
    } else {
      console.message(summary(report));
    }
    if (report.failed() == 0) {
      return ExitCode.OK;
    }
    return report.done() == 0 ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }

  private static String summary(TreeFill.Report report) {
    StringBuilder text = new StringBuilder();
    text.append(Count.of(report.done(), "file")).append(": ").append(report.filled());
    text.append(" filled with ").append(Count.of(report.points(), "point")).append(", ");
    text.append(report.created()).append(" created, ");
    text.append(report.unchanged()).append(" had all");
    if (report.deleted() > 0) {
      text.append("; ").append(Count.of(report.deleted(), "source")).append(" deleted");
    }
    if (report.links() > 0) {
      text.append("; ").append(Count.of(report.links(), "symbolic link")).append(" not followed");
    }
    if (report.failed() > 0) {
      text.append("; ").append(report.failed()).append(" FAILED");
    }
    return text.toString();
  }

  private static void printJson(Console console, TreeFill.Report report) {
    try (Json out = Json.indented(console)) {
      out.object()
          .field("created", report.created())
          .field("filled", report.filled())
          .field("unchanged", report.unchanged())
          .field("failed", report.failed())
          .field("linksNotFollowed", report.links())
          .field("points", report.points())
          .field("bytesRead", report.bytesRead())
          .field("sourcesDeleted", report.deleted())
          .end();
    }
  }

  /** Names each file that failed, as it happens. */
  private record Messages(ProgressLine progress) implements TreeFill.Listener {
    @Override
    public void failed(Path path, IOException failure) {
      progress.message("bucky fill: " + Failures.message(failure));
    }

    @Override
    public void link(Path path) {
      progress.message(
          "bucky fill: " + Printable.of(path.toString()) + ": a symbolic link, not followed");
    }
  }
}
