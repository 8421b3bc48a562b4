package org.buckytools.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.cli.options.PlainParser;
import org.buckytools.cli.options.Syntax;
import org.buckytools.codec.Algorithm;

/**
 * What the launcher has Java watch while it makes the cache for all commands but those on files: a
 * run in which each of them is at least declared, and those of the demo and of backups are run.
 */
final class Training {
  /** The root's argument for it, which is for the launcher only. */
  static final String ARGUMENT = "--train";

  private static final List<String> DEMO = List.of("demo", "--metrics", "60");

  private final Bucky bucky;

  Training(Bucky bucky) {
    this.bucky = bucky;
  }

  ExitCode run() {
    for (CommandName name : CommandName.values()) {
      Syntax syntax = new Syntax();
      name.create(syntax);
      new PlainParser(syntax).parse(List.of());
    }
    ExitCode code = bucky.run(DEMO);
    return code == ExitCode.OK ? backUp() : code;
  }

  /** Backs up a tree of one metric in each format, and restores it. */
  private ExitCode backUp() {
    String place;
    try {
      // The launcher has temporary files made where it removes them.
      place = Files.createTempDirectory("bucky-train-").toString();
      Files.createDirectory(Path.of(place, "tree"));
    } catch (IOException noPlace) {
      throw new UncheckedIOException(noPlace);
    }
    ExitCode code = bucky.run(List.of("create", place + "/tree/a.wsp", "60s:1d"));
    for (Algorithm algorithm : Algorithm.values()) {
      String word = algorithm.word();
      List<String> common =
          List.of("--store", place + "/" + word, "--lockfile", place + "/lock", "--quiet");
      List<List<String>> runs =
          List.of(
              List.of("backup", "-p", place + "/tree", "--statefile", place + "/s", "-a", word),
              List.of("restore", "-p", place + "/tree-" + word),
              List.of("verify"));
      for (List<String> run : runs) {
        List<String> line = new ArrayList<>(run);
        line.addAll(common);
        code = code == ExitCode.OK ? bucky.run(line) : code;
      }
    }
    return code;
  }
}
