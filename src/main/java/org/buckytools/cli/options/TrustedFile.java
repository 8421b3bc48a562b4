package org.buckytools.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Holds that a file is written by nobody but root and whoever runs this: jobs of root do what it
 * says.
 */
final class TrustedFile {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int WRITE_GROUP = 0020;
  private static final int WRITE_OTHERS = 0002;
  // It belongs to whom the process runs as.
  private static final Path SELF = Path.of("/proc/self");

  private TrustedFile() {}

  /**
   * Checks a file, at the end of links. What is no file, such as a pipe of the shell, passes.
   *
   * @throws IOException naming the file, what is wrong and the remedy
   */
  static void check(Path file) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid");
    int mode = (int) attributes.get("mode");
    if ((mode & TYPE) != REGULAR) {
      return;
    }
    if ((mode & (WRITE_GROUP | WRITE_OTHERS)) != 0) {
      throw new IOException(
          file
              + ": "
              + ((mode & WRITE_OTHERS) != 0 ? "all users" : "its group")
              + " may write this file, which tells bucky what to do; run chmod go-w on it");
    }
    int owner = (int) attributes.get("uid");
    if (owner != 0) {
      int user = (int) Files.getAttribute(SELF, "unix:uid");
      if (owner != user) {
        throw new IOException(
            file
                + ": this file tells bucky what to do, and belongs to user "
                + owner
                + ", who is neither root nor user "
                + user
                + ", who runs it; run chown "
                + user
                + " on it");
      }
    }
  }
}
