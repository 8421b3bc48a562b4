package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.TimeFormatOption;
import org.buckytools.cli.options.TimeRange;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;
import org.buckytools.console.SeriesReport;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Series;

/** {@code bucky fetch}: the values of a range of time. */
final class FetchCommand implements Command {

  private static final long DAY = 86_400;

  private enum Drop {
    NULLS,
    ZEROES,
    EMPTY
  }

  private final long now = Clock.systemUTC().instant().getEpochSecond();
  private final Arg<Path> file;
  private final TimeRange range;
  private final Arg<Optional<Integer>> step;
  private final Arg<Optional<Drop>> drop;
  private final TimeFormatOption times;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;

  FetchCommand(Syntax syntax) {
    syntax
        .description(
            "Prints the values of a range of time, from the finest archive that reaches back to"
                + " its beginning, as Graphite reads them: a line for each interval, with the time"
                + " and the exact value, or None for a gap.")
        .example("bucky fetch cpu.wsp", "prints the last 24 hours")
        .example("bucky fetch --from -2h --until -1h --pretty cpu.wsp", "one hour, with dates")
        .example("bucky fetch --from -30d --step 3600 cpu.wsp", "from the archive of hours")
        .example("bucky fetch --from 2026-01-31 --drop nulls cpu.wsp", "leaves gaps out");
    file = syntax.parameter(Kind.path("FILE"), "the whisper file");
    range =
        TimeRange.on(
            syntax,
            now - DAY,
            now,
            "after this time; by default 24 hours ago",
            "until this time; by default now");
    step =
        syntax.option(
            "--step, --archive",
            Kind.number("SECONDS", 1, Integer.MAX_VALUE),
            "take the archive of so many seconds per point");
    drop =
        syntax.option(
            "--drop",
            Kind.oneOf("WHAT", Drop.class),
            "leave out nulls (gaps), zeroes, or empty (both); each value keeps its time");
    times = TimeFormatOption.on(syntax);
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    Series series;
    try (Database database = Database.openToRead(file.value(), lockTimeout.value())) {
      series = fetch(database);
    }
    if (series == null) {
      throw new FileSystemException(
          file.value().toString(),
          null,
          "it can hold nothing of that range: it lies in the future, or before the retention");
    }
    SeriesReport report = new SeriesReport(console, this::isDropped);
    if (json.wanted()) {
      report.printJson(series, drop.value().isPresent());
    } else {
      report.print(series, times.value());
    }
    return ExitCode.OK;
  }

  private Series fetch(Database database) throws IOException {
    if (step.value().isEmpty()) {
      return database.fetch(range.from(), range.until(), now);
    }
    try {
      return database.fetch(range.from(), range.until(), now, step.value().get());
    } catch (IllegalArgumentException noSuchArchive) {
      throw new UsageException(noSuchArchive.getMessage());
    }
  }

  private boolean isDropped(double value) {
    return drop.value().isPresent()
        && switch (drop.value().get()) {
          case NULLS -> Double.isNaN(value);
          case ZEROES -> value == 0;
          case EMPTY -> Double.isNaN(value) || value == 0;
        };
  }
}
