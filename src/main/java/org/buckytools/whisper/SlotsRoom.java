package org.buckytools.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import org.buckytools.posix.PosixFile;

/** Memory for the slots of one archive, used again from archive to archive. Not thread-safe. */
public final class SlotsRoom {
  private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
  private int[] words = {};

  /**
   * Reads an archive of an open file.
   *
   * @throws IOException if it is larger than 2 GiB or cannot be read
   */
  Slots read(PosixFile file, Archive archive) throws IOException {
    if (archive.size() > Integer.MAX_VALUE) {
      throw new FileSystemException(
          file.path().toString(),
          null,
          "archive "
              + archive.layout()
              + " has "
              + archive.size()
              + " bytes; the most that can be read is 2 GiB");
    }
    int size = (int) archive.size();
    if (bytes.capacity() < size) {
      bytes = ByteBuffer.allocateDirect(size);
      words = new int[size / Integer.BYTES];
    }
    bytes.clear().limit(size);
    if (file.read(bytes, archive.offset()) < size) {
      throw new UnsoundException(file.path(), "it was cut off while it was read");
    }
    bytes.flip().asIntBuffer().get(words, 0, size / Integer.BYTES);
    return new Slots(words, 0, archive);
  }
}
