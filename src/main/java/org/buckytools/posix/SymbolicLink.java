package org.buckytools.posix;

import java.nio.file.Path;

/** Tells symbolic links from all else, without an exception for what is not there. */
public final class SymbolicLink {
  private SymbolicLink() {}

  /** Whether a path's last part is one, or cannot be looked at; not if there is nothing. */
  public static boolean mayBe(Path path) {
    return FileStatus.mayBeLink(path);
  }
}
