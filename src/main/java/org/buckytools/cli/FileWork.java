package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.cli.options.FileNames;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.console.ProgressLine;
import org.buckytools.tree.EachFile;

/** Works on whisper files and trees with a progress line, and tells each failure. */
final class FileWork implements EachFile.Listener {

  private final String title;
  private final ProgressLine progress;

  private FileWork(String title, ProgressLine progress) {
    this.title = title;
    this.progress = progress;
  }

  /**
   * Works on all files.
   *
   * @param title of the command, such as {@code bucky empty}
   * @param paths files or trees, or - for those of standard input
   * @return failed if no file was done, some failed if some were
   */
  static ExitCode run(Console console, String title, List<String> paths, EachFile.Action action)
      throws IOException {
    try (ProgressLine progress = ProgressLine.besideData(console, "files")) {
      EachFile work = new EachFile(action, new FileWork(title, progress));
      for (String path : InputNames.expand(console, paths)) {
        work.run(FileNames.path(path));
      }
      return EachItem.code(work.done(), work.failed());
    }
  }

  @Override
  public void failed(Path path, IOException failure) {
    progress.message(title + ": " + Failures.message(failure));
  }

  @Override
  public void done() {
    progress.done(1, 0);
  }
}
