package org.buckytools.fill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import org.buckytools.posix.PosixFile;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Slots;
import org.buckytools.whisper.UnsoundException;

/** A whole whisper file in memory. Not thread-safe; reused from file to file. */
final class FileImage {
  private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
  private Header header;

  /**
   * Reads a file that the caller has locked.
   *
   * @throws UnsoundException if it is not a sound whisper file
   */
  void load(PosixFile file) throws IOException {
    long size = file.size();
    if (size > Integer.MAX_VALUE) {
      throw new FileSystemException(
          file.path().toString(),
          null,
          "it has " + size + " bytes; files beyond 2 GiB cannot be filled, resize it first");
    }
    // A header is read from at least its largest size, and absolute reads need no limit.
    bytes = Workspace.atLeast(bytes, Math.max((int) size, Header.MAX_SIZE));
    int read = file.read(bytes.clear().limit((int) size), 0);
    bytes.clear();
    if (read < size) {
      throw new UnsoundException(file.path(), "it was cut off while it was read");
    }
    header = Header.read(bytes, size, file.path());
  }

  /** Becomes a new file of the given header without a point. */
  void reset(Header newHeader) {
    header = newHeader;
    bytes = Workspace.atLeast(bytes, size());
    for (int i = 0; i < size(); i++) {
      bytes.put(i, (byte) 0);
    }
    header.encode(bytes);
  }

  Header header() {
    return header;
  }

  /** The file's bytes; there may be more behind them. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** The file's size in bytes. */
  int size() {
    return (int) header.fileSize();
  }

  /** The slots of one archive. */
  Slots slots(int index) {
    Archive archive = header.archives().get(index);
    return new Slots(bytes, (int) archive.offset(), archive);
  }
}
