package org.buckytools.day;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.launcher.Run;

/** Tells on standard output what happens, for whoever runs the day. For one thread. */
final class Story {
  private final long start = System.nanoTime();
  private final String directory;
  private int steps;
  private TaskPage page;

  /**
   * Begins.
   *
   * @param directory a path that is left out, as it says nothing
   */
  Story(Path directory) {
    this.directory = directory + "/";
  }

  /**
   * Something new begins.
   *
   * @param page of docs, which has the commands that are typed for it
   */
  void step(String page, String what) throws IOException {
    by(page);
    steps++;
    System.out.printf("%n%d. %s [%.0f s]%n", steps, what, (System.nanoTime() - start) / 1e9);
  }

  /** Goes on by another page. */
  void by(String page) throws IOException {
    this.page = new TaskPage(page);
  }

  /** What came of it. */
  void tell(String format, Object... values) {
    System.out.println("   " + format.formatted(values));
  }

  /** A command that was typed, its summary, and its exit code unless that is 0. */
  void typed(List<String> arguments, Run.Outcome outcome) {
    page.has(arguments);
    show("   $ bucky " + String.join(" ", arguments));
    String all = (outcome.err() + outcome.out()).strip();
    if (!all.isEmpty()) {
      show("     " + all.lines().toList().getLast());
    }
    if (outcome.code() != 0) {
      show("     (exit code " + outcome.code() + ")");
    }
  }

  private void show(String line) {
    System.out.println(line.replace(directory, ""));
  }
}
