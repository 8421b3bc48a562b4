package org.buckytools.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which permissions this process does not give to files that it creates. */
final class Umask {
  private static final String FIELD = "Umask:";
  private static final int USUAL = 022;

  private Umask() {}

  // Nothing in this process changes it, and finding it out takes longer than creating a file.
  private static final class Known {
    static final int MASK = find();

    private Known() {}
  }

  /** The mask as it was when first asked for. */
  static int current() {
    return Known.MASK;
  }

  private static int find() {
    try {
      return read();
    } catch (IOException noProc) {
      return USUAL;
    }
  }

  // umask(2) could tell it only by changing it, for all threads.
  private static int read() throws IOException {
    // The process's name is in there too, in any bytes.
    var lines = Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
    for (String line : lines) {
      if (line.startsWith(FIELD)) {
        return Integer.parseInt(line.substring(FIELD.length()).strip(), 8);
      }
    }
    return USUAL; // Linux before 4.7 does not tell.
  }
}
