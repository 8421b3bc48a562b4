package org.buckytools.fill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.posix.PosixFile;
import org.buckytools.progress.Progress;

/** Fills in a process of its own, so that it can be watched, hindered and killed. */
final class FillChild {
  /** Printed when all is done. */
  static final String FINISHED = "finished";

  private static final int WORKERS = 2;

  private FillChild() {}

  /**
   * {@code tree now src dst} fills a tree and prints a line after each file; {@code files now src
   * dst now src dst...} fills one file after the other; {@code delete now src dst} removes the
   * source; {@code rounds number now src dst} fills the same file again and again.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PosixFile.prepare();
    switch (arguments[0]) {
      case "tree" -> tree(time(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
      case "files" -> {
        for (int i = 1; i < arguments.length; i += 3) {
          fill(arguments, i, FillOptions.DEFAULT);
        }
      }
      case "delete" -> fill(arguments, 1, FillOptions.DEFAULT.withDeleteSource(true));
      case "rounds" -> {
        for (int round = Integer.parseInt(arguments[1]); round > 0; round--) {
          fill(arguments, 2, FillOptions.DEFAULT);
        }
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println(FINISHED);
  }

  private static long time(String seconds) {
    return Long.parseLong(seconds);
  }

  private static void fill(String[] arguments, int at, FillOptions options) throws IOException {
    FillRun.at(time(arguments[at]))
        .fill(Path.of(arguments[at + 1]), Path.of(arguments[at + 2]), options);
  }

  private static void tree(long now, Path src, Path dst) throws IOException, InterruptedException {
    TreeFill.Listener failing =
        new TreeFill.Listener() {
          @Override
          public void failed(Path path, IOException failure) {
            throw new IllegalStateException(path.toString(), failure);
          }

          @Override
          public void link(Path path) {
            throw new IllegalStateException(path.toString());
          }
        };
    AtomicInteger files = new AtomicInteger();
    Progress lines =
        new Progress() {
          @Override
          public void expect(long items, long bytes) {}

          @Override
          public void done(long items, long bytes) {
            System.out.println(files.incrementAndGet());
          }
        };
    new TreeFill(() -> Instant.ofEpochSecond(now), FillRun.PATIENCE, WORKERS, failing, lines)
        .run(src, dst, FillOptions.DEFAULT);
  }

  /** The command that starts this in another Java machine. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(FillChild.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
