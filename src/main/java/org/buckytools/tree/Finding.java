package org.buckytools.tree;

import java.nio.file.Path;
import org.buckytools.posix.NewFile;

/**
 * One fault in one place.
 *
 * @param fault what kind
 * @param path where, relative to the tree
 * @param detail what exactly
 * @param repair what became of it
 * @param note what was done, or why nothing was; empty if nothing was tried
 */
public record Finding(Fault fault, Path path, String detail, Repair repair, String note) {
  /** About leftovers that are ours. Whatever else is left behind nobody removes without a look. */
  private static final String UNFINISHED = "nobody needs what is unfinished; remove it with --fix";

  /** What became of a fault. */
  public enum Repair {
    /** Nothing was to be done. */
    NONE,
    /** It is no more. */
    DONE,
    /** It was tried and could not be done. */
    FAILED
  }

  static Finding of(Fault fault, Path path, String detail) {
    return new Finding(fault, path, detail, Repair.NONE, "");
  }

  Finding done(String what) {
    return new Finding(fault, path, detail, Repair.DONE, what);
  }

  Finding failed(String reason) {
    return new Finding(fault, path, detail, Repair.FAILED, reason);
  }

  /**
   * What can be done.
   *
   * @param tried whether a repair has been tried already
   */
  public String remedy(boolean tried) {
    boolean isUnfinished =
        fault == Fault.LEFTOVER && NewFile.isHiddenName(path.getFileName().toString());
    return Fault.left(isUnfinished ? UNFINISHED : fault.remedy(), tried);
  }

  /** Whether the tree is not in order because of this. */
  public boolean isOpenProblem() {
    return fault.isProblem() && repair != Repair.DONE;
  }
}
