package org.buckytools.posix;

/**
 * Ends the process at once. Java itself waits 0.3 s at its end for threads in native code, and that
 * of an HTTP client, which waits for sockets, always is.
 */
public final class Ending {
  private Ending() {}

  /**
   * Ends it with a code; nothing is waited for, and no hook is run. Returns only where the system
   * lets nobody do that.
   */
  public static void now(int code) {
    try {
      Libc.exit(new Errno(), code);
    } catch (LinkageError | IllegalStateException forbidden) {
      // The caller ends the process in Java's own way, which takes longer and does the same.
    }
  }
}
