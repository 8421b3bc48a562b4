package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What packages hold beside the program, written by the build: {@code bucky --pages DIR}. */
final class Pages {
  /** A hidden argument. */
  static final String ARGUMENT = "--pages";

  private final Path directory;

  Pages(Path directory) {
    this.directory = directory;
  }

  ExitCode write() throws IOException {
    Files.createDirectories(directory);
    OptionTable options = new OptionTable();
    Files.writeString(directory.resolve("options.md"), options.markdown());
    Files.writeString(directory.resolve("bucky.properties"), options.template());
    return ExitCode.OK;
  }
}
