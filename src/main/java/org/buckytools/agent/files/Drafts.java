package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.posix.NewFile;

/**
 * New files with a metric's content, as yet under a hidden name. Thread-safe.
 *
 * @param patience how long to wait if somebody else is creating the same file
 * @param sparse whether they get holes where there are no points
 */
record Drafts(Duration patience, boolean sparse) {
  /** Writes one. The caller syncs it, names and closes it. */
  NewFile begin(Desk desk, Path path, ByteBuffer content) throws IOException {
    NewFile file = NewFile.begin(path, patience);
    try {
      SparseWriting.write(file.file(), desk.direct(content), sparse);
      file.permitAsUsual();
      file.belongToDirectory();
      return file;
    } catch (IOException | RuntimeException failure) {
      closeAfter(file, failure);
      throw failure;
    }
  }

  private static void closeAfter(NewFile file, Exception failure) {
    try {
      file.close();
    } catch (IOException another) {
      failure.addSuppressed(another);
    }
  }
}
