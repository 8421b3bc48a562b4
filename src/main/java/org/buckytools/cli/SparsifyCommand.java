package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.Json;
import org.buckytools.console.Sizes;
import org.buckytools.whisper.Sparsify;

/** {@code bucky sparsify}: gives the disk back what unused slots take. */
final class SparsifyCommand implements Command {

  private final Arg<List<String>> paths;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;

  SparsifyCommand(Syntax syntax) {
    syntax
        .description(
            "Turns the zeros in whisper files into holes, which take no space on the disk. Every"
                + " byte reads as before; owner, mode and time of change stay. It is done in place"
                + " and under the lock, so carbon may keep writing if it locks too"
                + " (WHISPER_LOCK_WRITES).")
        .example("bucky sparsify cpu.wsp", "makes one file sparse")
        .example("bucky sparsify /opt/graphite/storage/whisper", "makes a tree of files sparse");
    paths = syntax.parameters(Kind.text("PATH"), 1, "whisper files or trees; - reads stdin");
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    Totals totals = new Totals(new Sparsify(lockTimeout.value()));
    ExitCode code = FileWork.run(console, "bucky sparsify", paths.value(), totals::add);
    if (json.wanted()) {
      try (Json out = Json.indented(console)) {
        out.object().field("files", totals.files).field("allocatedBefore", totals.before);
        out.field("allocatedAfter", totals.after).field("saved", totals.saved()).end();
      }
    } else {
      console.message(
          Count.of(totals.files, "file")
              + ": "
              + Sizes.bytes(totals.before)
              + " on disk became "
              + Sizes.bytes(totals.after)
              + ", saved "
              + Sizes.bytes(totals.saved()));
    }
    return code;
  }

  private static final class Totals {
    private final Sparsify sparsify;
    private long files;
    private long before;
    private long after;

    Totals(Sparsify sparsify) {
      this.sparsify = sparsify;
    }

    void add(Path file) throws IOException {
      Sparsify.Usage usage = sparsify.sparsify(file);
      files++;
      before += usage.before();
      after += usage.after();
    }

    long saved() {
      return Math.max(0, before - after);
    }
  }
}
