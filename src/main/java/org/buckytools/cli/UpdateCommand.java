package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Points;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Point;

/** {@code bucky update}: stores values and carries them into coarser archives. */
final class UpdateCommand implements Command {

  private final Clock clock = Clock.systemUTC();
  private final Arg<Path> file;
  private final Arg<List<String>> points;
  private final LockTimeoutOption lockTimeout;

  UpdateCommand(Syntax syntax) {
    syntax
        .description(
            "Stores values and carries them into the coarser archives, as carbon does. A POINT is"
                + " TIME:VALUE; N or no time means now. If any time is in the future or older than"
                + " the longest retention, nothing is stored.")
        .example("bucky update cpu.wsp 0.7", "stores a value of now")
        .example("bucky update cpu.wsp now-2h:0.5 now-1h:0.6 N:0.7", "stores three")
        .example("bucky update cpu.wsp - < points", "stores a point for each line");
    file = syntax.parameter(Kind.path("FILE"), "the whisper file");
    points = syntax.parameters(Kind.text("POINT"), 1, "[TIME:]VALUE; - reads points from stdin");
    lockTimeout = LockTimeoutOption.on(syntax);
    syntax.check(() -> parse(points.value()));
  }

  private List<Point> parse(List<String> texts) {
    // One time for all, or two points a minute apart could fall into one minute.
    InstantSource now = InstantSource.fixed(clock.instant());
    List<Point> parsed = new ArrayList<>();
    for (String text : texts) {
      if (!text.equals(InputNames.MARK)) {
        try {
          parsed.add(Points.parse(text, now));
        } catch (IllegalArgumentException e) {
          throw new UsageException(e.getMessage());
        }
      }
    }
    return parsed;
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    List<Point> parsed = parse(InputNames.expand(console, points.value()));
    try (Database database = Database.openToWrite(file.value(), lockTimeout.value())) {
      long now = clock.instant().getEpochSecond();
      check(database, parsed, now);
      if (parsed.size() == 1) {
        database.update(parsed.getFirst().value(), parsed.getFirst().time(), now);
      } else {
        database.updateMany(parsed, now);
      }
    }
    return ExitCode.OK;
  }

  private static void check(Database database, List<Point> points, long now)
      throws FileSystemException {
    long retention = database.header().maxRetention();
    for (Point point : points) {
      if (point.time() > now || point.time() <= now - retention) {
        throw new FileSystemException(
            database.path().toString(),
            null,
            "nothing stored: the time "
                + point.time()
                + (point.time() > now ? " is in the future" : " is older than the retention")
                + "; it can hold times from "
                + (now - retention + 1)
                + " to "
                + now
                + " now");
      }
    }
  }
}
