package org.buckytools.samples;

import java.nio.ByteBuffer;
import java.util.List;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;

/** A whisper file's bytes, put together by hand. */
public final class RawWhisper {
  private final ByteBuffer bytes;
  private final List<Archive> archives;

  /** A file without points. */
  public RawWhisper(Header header) {
    archives = header.archives();
    long size = 16 + 12L * archives.size();
    for (Archive archive : archives) {
      size += 12L * archive.points();
    }
    bytes = ByteBuffer.allocate(Math.toIntExact(size));
    Archive last = archives.getLast();
    bytes.putInt(header.aggregation().id());
    bytes.putInt((int) ((long) last.step() * last.points()));
    bytes.putFloat(header.xff());
    bytes.putInt(archives.size());
    long offset = 16 + 12L * archives.size();
    for (Archive archive : archives) {
      bytes.putInt((int) offset).putInt(archive.step()).putInt(archive.points());
      offset += 12L * archive.points();
    }
  }

  /** Puts a point into a slot, whether it belongs there or not. */
  public RawWhisper put(int archive, int slot, long time, double value) {
    int at = (int) archives.get(archive).offset() + 12 * slot;
    bytes.putInt(at, (int) time).putDouble(at + 4, value);
    return this;
  }

  /** The whole file; changes write through. */
  public byte[] bytes() {
    return bytes.array();
  }
}
