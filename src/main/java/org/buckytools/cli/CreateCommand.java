package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.RetentionList;
import org.buckytools.cli.options.ShapeKinds;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;
import org.buckytools.console.Sizes;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;

/** {@code bucky create}: a whisper file without a point. */
final class CreateCommand implements Command {

  private static final float USUAL_XFF = 0.5f;

  private final Arg<Path> file;
  private final Arg<List<String>> retentions;
  private final Arg<Float> xff;
  private final Arg<Aggregation> aggregation;
  private final Arg<Boolean> sparse;
  private final Arg<Boolean> overwrite;
  private final Arg<Boolean> estimate;
  private final LockTimeoutOption lockTimeout;

  CreateCommand(Syntax syntax) {
    syntax
        .description(
            "Creates a whisper file without a point. A RETENTION is STEP:DURATION, 60s:1d, or"
                + " seconds per point and number of points, 60:1440; several may be parted by"
                + " commas, as in carbon's storage-schemas.conf. The file appears complete or not"
                + " at all.")
        .example("bucky create cpu.wsp 60s:1d,5m:2w,1h:2y", "three archives")
        .example(
            "bucky create --aggregation sum --xff 0 requests.wsp 10s:6h 1m:30d", "for counters")
        .example("bucky create --estimate cpu.wsp 1s:1y", "tells how large it would be");
    file = syntax.parameter(Kind.path("FILE"), "the file to create");
    retentions = syntax.parameters(Kind.text("RETENTION"), 1, "an archive, for example 60s:1d");
    xff =
        syntax.option(
            "--xff, --xFilesFactor",
            ShapeKinds.XFF,
            USUAL_XFF,
            "the share of finer points that must be known to make a coarser; by default 0.5");
    aggregation =
        syntax.option(
            "--aggregation, --aggregationMethod",
            ShapeKinds.AGGREGATION,
            Aggregation.AVERAGE,
            "how finer points become a coarser, average by default; one of "
                + Aggregation.labels());
    sparse = syntax.flag("--sparse", "take disk space only for points that are stored");
    overwrite = syntax.flag("--overwrite", "replace the file, and all its points, if there is one");
    estimate = syntax.flag("--estimate", "create nothing, print the size");
    lockTimeout = LockTimeoutOption.on(syntax);
    syntax.check(this::header);
  }

  private Header header() {
    try {
      return Header.of(aggregation.value(), xff.value(), RetentionList.parse(retentions.value()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    Header header = header();
    String size = header.fileSize() + " bytes (" + Sizes.bytes(header.fileSize()) + ")";
    if (estimate.value()) {
      console.println(size);
      return ExitCode.OK;
    }
    if (overwrite.value() && Files.exists(file.value())) {
      Database.createOver(file.value(), header, sparse.value(), lockTimeout.value());
    } else {
      createNew(header);
    }
    console.message("created " + file.value() + ", " + size);
    return ExitCode.OK;
  }

  private void createNew(Header header) throws IOException {
    try {
      Database.create(file.value(), header, sparse.value(), lockTimeout.value());
    } catch (FileAlreadyExistsException taken) {
      throw new FileAlreadyExistsException(
          file.value().toString(),
          null,
          Files.exists(file.value())
              ? "exists already; --overwrite replaces it and all its points"
              : "it is a symbolic link that leads nowhere; remove or mend it");
    }
  }
}
