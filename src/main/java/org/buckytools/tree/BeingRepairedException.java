package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else repairs the same tree. Trying again when they are done may succeed. */
public final class BeingRepairedException extends IOException {
  private static final long serialVersionUID = 1;

  BeingRepairedException(Path tree, IOException held) {
    super(
        tree
            + ": somebody else repairs this tree just now (its directory is locked); wait until"
            + " they are done, then run again",
        held);
  }
}
