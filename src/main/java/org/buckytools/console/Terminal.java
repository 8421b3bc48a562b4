package org.buckytools.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.posix.TerminalWidth;

/** Tells which of the output streams a person is looking at. */
public interface Terminal {

  /** Neither stream is a terminal. */
  Terminal NONE =
      new Terminal() {
        @Override
        public boolean out() {
          return false;
        }

        @Override
        public boolean err() {
          return false;
        }
      };

  /**
   * Tells of standard output.
   *
   * @return whether it is a terminal
   */
  boolean out();

  /**
   * Tells of standard error.
   *
   * @return whether it is a terminal
   */
  boolean err();

  /**
   * Tells of standard input.
   *
   * @return whether somebody can answer there
   */
  default boolean in() {
    return false;
  }

  /**
   * Tells how wide standard output is.
   *
   * @return columns; 0 if that is not known
   */
  default int columns() {
    return 0;
  }

  /**
   * The streams of this process, looked at when asked.
   *
   * @return a view of file descriptors 0, 1 and 2
   */
  static Terminal ofProcess() {
    return new Terminal() {
      @Override
      public boolean in() {
        return isTerminal(0);
      }

      @Override
      public boolean out() {
        return isTerminal(1);
      }

      @Override
      public boolean err() {
        return isTerminal(2);
      }

      @Override
      public int columns() {
        return TerminalWidth.of(1);
      }
    };
  }

  // System.console() tells only of standard input and output together; isatty needs a native call,
  // which costs 20 ms the first time. Elsewhere than on Linux nothing is taken for a terminal.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
