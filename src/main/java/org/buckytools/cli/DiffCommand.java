package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.Times;
import org.buckytools.console.Console;
import org.buckytools.console.DiffReport;
import org.buckytools.whisper.Diff;

/** {@code bucky diff}: where two whisper files of one layout differ. */
final class DiffCommand implements Command {

  private final long now = Clock.systemUTC().instant().getEpochSecond();
  private final Arg<Path> first;
  private final Arg<Path> second;
  private final Arg<Boolean> summary;
  private final Arg<Boolean> ignoreEmpty;
  private final Arg<Boolean> columns;
  private final Arg<Boolean> noHeaders;
  private final Arg<Long> until;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;

  DiffCommand(Syntax syntax) {
    syntax
        .description(
            "Compares two whisper files of the same layout as whisper-diff does: each archive for"
                + " the time that no finer archive covers.",
            "The exit code is 0 if nothing differs and 4 if something does.")
        .example("bucky diff a.wsp b.wsp", "prints each differing point with both values")
        .example("bucky diff --summary a.wsp b.wsp", "prints how many differ in each archive")
        .example("bucky diff --ignore-empty a.wsp b.wsp", "compares only what both know");
    first = syntax.parameter(Kind.path("A"), "a whisper file");
    second = syntax.parameter(Kind.path("B"), "another of the same layout");
    summary = syntax.flag("--summary", "print only how many points differ");
    ignoreEmpty = syntax.flag("--ignore-empty", "compare only points that both files have");
    columns = syntax.flag("--columns", "print simple columns, for other programs");
    noHeaders = syntax.flag("--no-headers", "print no headings of columns");
    until =
        syntax.option(
            "--until", Times.kind(Clock.systemUTC()), now, "compare until this time, not now");
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    Diff diff =
        Diff.between(
            first.value(),
            second.value(),
            ignoreEmpty.value(),
            until.value(),
            now,
            lockTimeout.value());
    DiffReport report = new DiffReport(console, columns.value(), !noHeaders.value());
    if (json.wanted()) {
      report.printJson(first.value(), second.value(), diff, summary.value());
    } else if (summary.value()) {
      report.printSummary(diff);
    } else {
      report.print(diff);
    }
    return diff.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
