package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.ShapeKinds;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;
import org.buckytools.console.ResizeReport;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.NewShape;
import org.buckytools.whisper.Resize;
import org.buckytools.whisper.Retention;

/** {@code bucky modify}: resize in the words of go-graphite's bucky, an archive at a time. */
final class ModifyCommand implements Command {

  private static final int MOST_ARCHIVES = 32;

  private final long now = Clock.systemUTC().instant().getEpochSecond();
  private final Arg<Path> file;
  private final Arg<Optional<Integer>> index;
  private final Arg<Optional<Retention>> retention;
  private final Arg<Optional<Aggregation>> aggregation;
  private final LockTimeoutOption lockTimeout;

  ModifyCommand(Syntax syntax) {
    syntax
        .description(
            "Changes one archive or the aggregation method of a whisper file, in the words of"
                + " go-graphite's bucky; what it does is what resize does. So, unlike there, a"
                + " longer archive gets no values made up from coarser ones, and coarse values are"
                + " not multiplied or divided when average becomes sum. If an archive"
                + " changes, the old file stays, with .bak at the end of its name.")
        .example("bucky modify -f cpu.wsp --index 1 --retention 5m:30d", "the second archive")
        .example("bucky modify -f cpu.wsp --agg sum", "the aggregation method");
    file =
        syntax.option("-f, --file", Kind.path("FILE"), Path.of(""), "the whisper file to modify");
    index =
        syntax.option(
            "--index", Kind.number("N", 0, MOST_ARCHIVES - 1), "which archive, 0 the finest");
    retention = syntax.option("--retention", ShapeKinds.RETENTION, "what that archive is to keep");
    aggregation = syntax.option("--agg", ShapeKinds.AGGREGATION, "the new aggregation method");
    lockTimeout = LockTimeoutOption.on(syntax);
    syntax.check(this::check);
  }

  private void check() {
    if (file.value().toString().isEmpty()) {
      throw new UsageException("-f FILE is missing");
    }
    if (index.value().isPresent() != retention.value().isPresent()) {
      throw new UsageException("--index and --retention go together; give both or neither");
    }
    if (index.value().isEmpty() && aggregation.value().isEmpty()) {
      throw new UsageException("nothing to change; give --index and --retention, or --agg");
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    NewShape shape = shape();
    Resize resize = new Resize(lockTimeout.value());
    console.message(
        file.value() + ": " + ResizeReport.of(resize.inPlace(file.value(), shape, true, now)));
    return ExitCode.OK;
  }

  private NewShape shape() throws IOException {
    List<Retention> retentions = new ArrayList<>();
    if (index.value().isPresent()) {
      try (Database database = Database.openToRead(file.value(), lockTimeout.value())) {
        retentions.addAll(database.header().retentions());
      }
      int changed = index.value().get();
      if (changed >= retentions.size()) {
        throw new UsageException(
            "--index " + changed + ": " + file.value() + " has the archives " + retentions);
      }
      retentions.set(changed, retention.value().orElseThrow());
    }
    try {
      return new NewShape(retentions, aggregation.value(), Optional.empty());
    } catch (IllegalArgumentException unfit) {
      throw new UsageException(unfit.getMessage());
    }
  }
}
