package org.buckytools.backup;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.buckytools.metric.Utf8Order;
import org.buckytools.posix.FileStamp;

/**
 * Reads what {@link KnownFilesWriter} wrote, in order, a block at a time. For one thread at a time.
 */
final class KnownFilesReader implements Closeable {
  private final Path path;
  private final DataInputStream in;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private KnownFile ahead;
  private boolean skipped;

  private KnownFilesReader(Path path, DataInputStream in) {
    this.path = path;
    this.in = in;
  }

  /**
   * Opens a state.
   *
   * @return null if there is none
   * @throws IOException if it is not one of this tree, or of a time that has not come
   */
  static KnownFilesReader open(Path path, String tree, long now) throws IOException {
    InputStream file;
    try {
      file = Files.newInputStream(path);
    } catch (NoSuchFileException none) {
      return null;
    }
    KnownFilesReader reader =
        new KnownFilesReader(path, new DataInputStream(new BufferedInputStream(file, 1 << 16)));
    try {
      reader.start(tree, now);
      return reader;
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  private void start(String tree, long now) throws IOException {
    byte[] title = KnownFilesWriter.TITLE.getBytes(StandardCharsets.US_ASCII);
    boolean isState;
    try {
      isState = Arrays.equals(in.readNBytes(title.length), title) && block();
    } catch (IOException damaged) {
      isState = false;
    }
    if (!isState) {
      throw new IOException(path + " is not what a backup remembers of a tree");
    }
    long time = block.getLong();
    String of = text(block.remaining());
    if (!of.equals(tree)) {
      throw new IOException(path + " is what a backup remembers of " + of);
    }
    if (time > now) {
      throw new IOException(
          path + " is of " + Timestamps.format(time) + ", which has not come: the clock was set");
    }
    advance();
  }

  /** What is known of a metric, or null; metrics come in order. */
  KnownFile of(String metric) throws IOException {
    while (ahead != null) {
      int order = Utf8Order.INSTANCE.compare(ahead.metric() + "/", metric + "/");
      if (order > 0) {
        return null;
      }
      KnownFile found = ahead;
      advance();
      if (order == 0) {
        return found;
      }
      skipped = true;
    }
    return null;
  }

  /** Whether there was something that nobody has asked for. */
  boolean hasSkipped() {
    return skipped;
  }

  boolean isAtEnd() {
    return ahead == null;
  }

  private void advance() throws IOException {
    ahead = null;
    if (!block.hasRemaining() && !block()) {
      return;
    }
    try {
      String metric = text(Short.toUnsignedInt(block.getShort()));
      FileStamp stamp =
          new FileStamp(block.getLong(), block.getLong(), block.getLong(), block.getLong());
      byte[] digest = new byte[KnownFilesWriter.DIGEST];
      block.get(digest);
      ahead = new KnownFile(metric, stamp, HexFormat.of().formatHex(digest));
    } catch (BufferUnderflowException cut) {
      throw damaged();
    }
  }

  private String text(int length) {
    byte[] bytes = new byte[length];
    block.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Reads the next block; false if that is the end. */
  private boolean block() throws IOException {
    try {
      int length = in.readInt();
      int check = in.readInt();
      if (length < 0 || length > KnownFilesWriter.LONGEST_BLOCK) {
        throw damaged();
      }
      byte[] bytes = in.readNBytes(length);
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      if (bytes.length < length || (int) crc.getValue() != check) {
        throw damaged();
      }
      block = ByteBuffer.wrap(bytes);
      return length > 0;
    } catch (EOFException cut) {
      throw damaged();
    }
  }

  private IOException damaged() {
    return new IOException(path + ", what a backup remembers of the tree, is damaged");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
