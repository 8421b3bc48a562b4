package org.buckytools.cli;

import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Words of other programs' command lines that have no like here, and what does their work. */
final class OtherPrograms {
  private static final Set<String> STORES =
      Set.of("-b", "--bucket", "disk", "s3", "swift", "noop", "google");

  private OtherPrograms() {}

  /**
   * What to give instead of an argument that a command does not know.
   *
   * @return nothing if no other program is known to have it
   */
  static Optional<String> instead(CommandSpec command, String argument) {
    String word = argument.split("=", 2)[0];
    if (command.findOption("--store") != null) {
      if (STORES.contains(word)) {
        return Optional.of(
            "the store is named as a whole: --store DIR, s3://BUCKET, swift://CONTAINER or noop:");
      }
      if (word.equals("--nolog")) {
        return Optional.of("no file is logged to unless --logfile names one, so leave it out");
      }
    }
    if (word.equals("--dry-run")) {
      return Optional.ofNullable(
          command.findOption("--no-op") != null
              ? "did you mean --no-op?"
              : command.findOption("--noop") != null ? "did you mean --noop?" : null);
    }
    return Optional.empty();
  }
}
