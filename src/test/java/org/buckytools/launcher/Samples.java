package org.buckytools.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files to start the program on. */
final class Samples {

  private Samples() {}

  /** A sound database with one archive of 60 empty points. */
  static void write(Path file) throws IOException {
    int points = 60;
    int step = 60;
    ByteBuffer bytes = ByteBuffer.allocate(16 + 12 + points * 12);
    bytes.putInt(1).putInt(points * step).putFloat(0.5f).putInt(1);
    bytes.putInt(28).putInt(step).putInt(points);
    Files.write(file, bytes.array());
  }
}
