package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.console.Console;

/** Does the same with each of several items and goes on after a failure. */
final class EachItem {

  /** What is done with one item. */
  interface Work<T> {
    void on(T item) throws IOException, InterruptedException;
  }

  private EachItem() {}

  /**
   * Works on all items; those that fail are told on standard error.
   *
   * @param title of the command, such as {@code bucky info}
   * @return failed if no item was done, some failed if some were
   */
  static <T> ExitCode run(Console console, String title, List<T> items, Work<T> work)
      throws InterruptedException {
    int failed = 0;
    for (T item : items) {
      try {
        work.on(item);
      } catch (IOException failure) {
        console.message(title + ": " + Failures.message(failure));
        failed++;
      }
    }
    return code(items.size() - failed, failed);
  }

  /** The exit code for so many items. */
  static ExitCode code(long done, long failed) {
    if (failed == 0) {
      return ExitCode.OK;
    }
    return done == 0 ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }
}
