package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.TimeRange;
import org.buckytools.console.Console;
import org.buckytools.whisper.Overlay;

/** {@code bucky merge}: writes the values of one whisper file over those of another. */
final class MergeCommand implements Command {

  private final long now = Clock.systemUTC().instant().getEpochSecond();
  private final Arg<Path> source;
  private final Arg<Path> target;
  private final TimeRange range;
  private final LockTimeoutOption lockTimeout;

  MergeCommand(Syntax syntax) {
    syntax
        .description(
            "Writes every value that SRC has into DST, as whisper-merge does: where both have one,"
                + " SRC's replaces DST's. The layouts must be the same. To fill only gaps, and"
                + " between any layouts, use fill.")
        .example("bucky merge old/cpu.wsp new/cpu.wsp", "SRC's values win")
        .example("bucky merge --from -2d --until -1d a.wsp b.wsp", "only those of one day");
    source = syntax.parameter(Kind.path("SRC"), "the file to take values from");
    target = syntax.parameter(Kind.path("DST"), "the file to write them into");
    range =
        TimeRange.on(
            syntax,
            0,
            now,
            "take nothing older than this",
            "take nothing newer than this; by default now");
    lockTimeout = LockTimeoutOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    long written =
        new Overlay(lockTimeout.value())
            .lay(source.value(), target.value(), range.from(), range.until(), now);
    console.message(target.value() + ": " + written + " values written");
    return ExitCode.OK;
  }
}
