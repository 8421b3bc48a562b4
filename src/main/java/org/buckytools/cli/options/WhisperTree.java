package org.buckytools.cli.options;

import java.nio.file.Path;
import java.util.Optional;

/** The tree that commands work on: {@code -p/--prefix}, or the usual one if none is given. */
public final class WhisperTree {

  /** Where Graphite keeps its whisper files unless it is told otherwise. */
  public static final String USUAL = "/opt/graphite/storage/whisper";

  private WhisperTree() {}

  /**
   * Adds the option for a command whose tree may be meant or not.
   *
   * @param syntax the command's
   * @param what what the tree is to the command, and what its absence means
   * @return the option
   */
  public static Arg<Optional<Path>> optionalPrefixOn(Syntax syntax, String what) {
    return syntax.option("-p, --prefix", Kind.path("DIR"), what);
  }

  /**
   * Adds the option.
   *
   * @param syntax the command's
   * @param what what the tree is to the command, such as {@code the tree to back up}
   * @return the option, which defaults to {@link #USUAL}
   */
  public static Arg<Path> prefixOn(Syntax syntax, String what) {
    return syntax.option(
        "-p, --prefix", Kind.path("DIR"), Path.of(USUAL), what + ", by default " + USUAL);
  }
}
