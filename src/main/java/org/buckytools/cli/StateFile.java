package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;

/** {@code --statefile} and {@code --rehash}: what a backup remembers of a tree's files. */
final class StateFile {
  private final Arg<Optional<Path>> file;
  private final Arg<Boolean> rehash;

  StateFile(Syntax syntax) {
    file =
        syntax.option(
            "--statefile",
            Kind.path("FILE"),
            "where digests of the tree's files are remembered, so that files that have not changed"
                + " since are not read; by default one in ~/.cache/bucky for each tree");
    rehash = syntax.flag("--rehash", "read all files, whatever is remembered of them");
  }

  /** Whether to believe what is remembered. */
  boolean isTrusted() {
    return !rehash.value();
  }

  /** Where it is, or nothing if this user has no place for it. */
  Optional<Path> path(Console console, Path tree) {
    if (file.value().isPresent()) {
      return file.value();
    }
    Optional<Path> caches = caches(console);
    if (caches.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path directory = Files.createDirectories(caches.get().resolve("bucky"));
      String hash = Integer.toHexString(tree.toRealPath().toString().hashCode());
      return Optional.of(directory.resolve("backup-" + hash + ".state"));
    } catch (IOException noPlace) {
      // All files are read then, as without this.
      return Optional.empty();
    }
  }

  private static Optional<Path> caches(Console console) {
    String own = console.environment("XDG_CACHE_HOME");
    if (own.startsWith("/")) {
      return Optional.of(Path.of(own));
    }
    String home = console.environment("HOME");
    return home.startsWith("/") ? Optional.of(Path.of(home, ".cache")) : Optional.empty();
  }
}
