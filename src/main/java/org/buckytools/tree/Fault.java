package org.buckytools.tree;

import java.util.Locale;

/** What can be wrong in a tree, and what can be done about it. */
public enum Fault {
  /** No whisper file can be read there. */
  UNSOUND("move it into quarantine with --fix; carbon then starts a new file"),
  /** A file of 0 bytes, as a full disk leaves it; carbon cannot write to it. */
  EMPTY_FILE("move it into quarantine with --fix; carbon then starts a new file"),
  /** It could not be examined. */
  UNREADABLE("mend what the message says and run again"),
  /** Timestamps stand where whisper never looks. */
  MISALIGNED(
      "whisper never reads those points; 'bucky resize --newfile' makes a file without them"),
  /** Points are later than the clock allows. */
  FUTURE("look at the clocks of this host and of the sender; in time the points are overwritten"),
  /** The newest point is older than asked. */
  STALE("delete the file if the metric is gone for good"),
  /** Carbon does not look for a metric there. */
  MISNAMED("give it the path of its metric, or move it out of the tree"),
  /** Something that a tool left behind. */
  LEFTOVER("look whether it is still needed, then delete it"),
  /** A directory without anything in it for more than a day. */
  EMPTY_DIRECTORY("remove it with --fix"),
  /** A sound file without a value. Nothing is wrong with that, but it is good to know. */
  NO_POINT("no problem, carbon fills it if the metric still comes; else delete it");

  private final String remedy;

  Fault(String remedy) {
    this.remedy = remedy;
  }

  /** Its name in messages, as {@code empty-file}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What can be done about most of them. */
  String remedy() {
    return remedy;
  }

  /** What can be done by the one remedy or, if a repair has been tried already, instead. */
  static String left(String remedy, boolean tried) {
    boolean repairable = remedy.contains("--fix");
    return tried && repairable ? "see above why it was not repaired" : remedy;
  }

  /** Whether a tree with this is not in order. */
  public boolean isProblem() {
    return this != NO_POINT;
  }
}
