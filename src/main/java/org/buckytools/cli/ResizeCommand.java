package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.FileNames;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.RetentionList;
import org.buckytools.cli.options.ShapeKinds;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.console.ResizeReport;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.NewShape;
import org.buckytools.whisper.Resize;
import org.buckytools.whisper.Resized;

/** {@code bucky resize}: other archives, another aggregation method or xff. */
final class ResizeCommand implements Command {

  private final Clock clock = Clock.systemUTC();
  private final Arg<List<String>> arguments;
  private final Arg<Optional<Aggregation>> aggregation;
  private final Arg<Optional<Float>> xff;
  private final Arg<Optional<Path>> newFile;
  private final Arg<Boolean> noBackup;
  private final LockTimeoutOption lockTimeout;

  ResizeCommand(Syntax syntax) {
    syntax
        .description(
            "Gives whisper files other archives, and keeps every point that fits: archives of the"
                + " same step keep their values bit for bit, new coarser ones are aggregated from"
                + " finer ones, and no coarse value is ever written as a finer point. The new file"
                + " replaces the old at once, under its lock; the old stays beside it, with .bak at"
                + " the end of its name.",
            "Without RETENTION only the aggregation method or xff is changed, in place.")
        .example("bucky resize cpu.wsp 60s:7d,1h:5y", "two archives instead of what there is")
        .example("bucky resize --no-backup a.wsp b.wsp 60s:2d 5m:4w", "two files, no .bak left")
        .example("bucky resize --aggregation max cpu.wsp", "as whisper-set-aggregation-method")
        .example(
            "find . -name '*.wsp' | bucky resize --xff 0 -",
            "as whisper-set-xfilesfactor, on many");
    arguments =
        syntax.parameters(
            Kind.text("FILE|RETENTION"),
            1,
            "whisper files (- reads names from stdin), then the new archives such as 60s:1d");
    aggregation =
        syntax.option(
            "--aggregation, --aggregationMethod",
            ShapeKinds.AGGREGATION,
            "the new method, one of " + Aggregation.labels());
    xff = syntax.option("--xff, --xFilesFactor", ShapeKinds.XFF, "the new xff, 0 to 1");
    newFile =
        syntax.option("--newfile", Kind.path("NEW"), "write the result there, and leave FILE");
    noBackup = syntax.flag("--no-backup, --nobackup", "do not keep the old file as FILE.bak");
    lockTimeout = LockTimeoutOption.on(syntax);
    syntax.check(this::check);
  }

  private List<String> files() {
    return arguments.value().stream().filter(a -> !RetentionList.isOne(a)).toList();
  }

  private NewShape shape() {
    List<String> retentions = arguments.value().stream().filter(RetentionList::isOne).toList();
    return new NewShape(RetentionList.parse(retentions), aggregation.value(), xff.value());
  }

  private void check() {
    NewShape shape = shape();
    if (files().isEmpty()) {
      throw new UsageException("FILE is missing; only retentions were given");
    }
    if (shape.retentions().isEmpty() && shape.aggregation().isEmpty() && shape.xff().isEmpty()) {
      throw new UsageException(
          "nothing to change; give retentions such as 60s:1d, --aggregation or --xff");
    }
    if (newFile.value().isPresent() && files().size() > 1) {
      throw new UsageException("--newfile takes one FILE, not " + files().size());
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    NewShape shape = shape();
    return EachItem.run(
        console,
        "bucky resize",
        InputNames.expand(console, files()),
        name -> resize(console, FileNames.path(name), shape));
  }

  private void resize(Console console, Path file, NewShape shape) throws IOException {
    Resize resize = new Resize(lockTimeout.value());
    long now = clock.instant().getEpochSecond();
    Resized result =
        newFile.value().isPresent()
            ? resize.toNewFile(file, shape, newFile.value().get(), now)
            : resize.inPlace(file, shape, !noBackup.value(), now);
    console.message(newFile.value().orElse(file) + ": " + ResizeReport.of(result));
  }
}
