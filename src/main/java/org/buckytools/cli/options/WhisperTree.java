package org.buckytools.cli.options;

/** The tree that commands work on if none is given. */
public final class WhisperTree {

  /** Where Graphite keeps its whisper files unless it is told otherwise. */
  public static final String USUAL = "/opt/graphite/storage/whisper";

  private WhisperTree() {}
}
