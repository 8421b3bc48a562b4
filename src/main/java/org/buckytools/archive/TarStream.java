package org.buckytools.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of an archive in their order, and where in it they are, for errors. Not thread-safe.
 */
final class TarStream {
  // What is believed without having been seen.
  private static final int MODEST = 1 << 22;

  private final InputStream in;
  private final String archive;
  private long position;
  private String inside;

  TarStream(InputStream in, String archive) {
    this.in = in;
    this.archive = archive;
  }

  /** How many bytes have been read. */
  long position() {
    return position;
  }

  /** Tells of which member what follows is; null if of none. */
  void inside(String member) {
    inside = member;
  }

  /**
   * Reads the next header.
   *
   * @return null at the mark of the end
   * @throws DamagedArchiveException if there is neither
   */
  TarHeader header() throws IOException {
    byte[] block = new byte[TarFormat.BLOCK];
    int read = in.readNBytes(block, 0, block.length);
    if (read == 0 && position == 0) {
      throw new DamagedArchiveException(archive + ": is empty, so no tar archive");
    }
    if (read < block.length) {
      position += read;
      if (position < TarFormat.BLOCK) {
        throw noTar(Arrays.copyOf(block, read));
      }
      throw cutOff();
    }
    long at = position;
    position += read;
    if (TarHeader.isEnd(block)) {
      return null;
    }
    TarHeader header = new TarHeader(block);
    boolean sound;
    try {
      sound = header.isSound();
    } catch (MalformedException noNumber) {
      sound = false;
    }
    if (sound) {
      return header;
    }
    if (at == 0) {
      throw noTar(block);
    }
    throw damaged("there should be a header at byte " + at + ", and its checksum is wrong", null);
  }

  /** Says what is wrong with the archive. */
  DamagedArchiveException damaged(String what, Exception cause) {
    return new DamagedArchiveException(
        archive + ": is damaged: " + what + "; get a whole copy", cause);
  }

  private DamagedArchiveException noTar(byte[] start) {
    String program = Compression.programFor(start);
    if (program == null) {
      return new DamagedArchiveException(archive + ": is no tar archive");
    }
    return new DamagedArchiveException(
        archive + ": is compressed; give what " + program + " -dc prints to bucky restore -");
  }

  private DamagedArchiveException cutOff() {
    return new DamagedArchiveException(
        archive
            + ": is cut off at byte "
            + position
            + (inside == null ? ", before the mark of its end" : ", inside " + inside)
            + "; get a whole copy");
  }

  /**
   * Reads what follows the mark of the end: what writes into a pipe must be able to end, and
   * nothing that follows may be lost in silence.
   */
  void drain() throws IOException {
    byte[] piece = new byte[1 << 16];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      for (int i = 0; i < read; i++) {
        if (piece[i] != 0) {
          throw new DamagedArchiveException(
              archive
                  + ": goes on after the mark of its end at byte "
                  + position
                  + "; if several archives were joined, restore each");
        }
      }
    }
  }

  /** Reads exactly so many bytes. */
  byte[] read(int size) throws IOException {
    if (size <= MODEST) {
      byte[] data = new byte[size];
      read(data, 0, size);
      return data;
    }
    byte[] data = in.readNBytes(size);
    position += data.length;
    if (data.length < size) {
      throw cutOff();
    }
    return data;
  }

  /** Reads exactly so many bytes to a place. */
  void read(byte[] into, int at, int size) throws IOException {
    int read = in.readNBytes(into, at, size);
    position += read;
    if (read < size) {
      throw cutOff();
    }
  }

  /** Passes over so many bytes. */
  void skip(long size) throws IOException {
    try {
      in.skipNBytes(size);
      position += size;
    } catch (EOFException end) {
      throw cutOff();
    }
  }
}
