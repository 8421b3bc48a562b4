package org.buckytools.backup;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.buckytools.posix.FileStamp;
import org.buckytools.posix.NewFile;

/**
 * Writes a state of {@link KnownFiles}, which replaces the old one when it is complete. Confined to
 * one thread at a time.
 *
 * <pre>
 * "bucky known files 1\n"
 * blocks, each: length 4, CRC-32C of the content 4, content
 *     the first: seconds since 1970 8, path of the tree
 *     others: for each file, in the order of the metrics with a slash after each:
 *         length of the metric's name 2, name, inode 8, size 8, modified 8, changed 8, SHA-1 20
 *     the last is empty
 * </pre>
 */
final class KnownFilesWriter implements Closeable {
  static final String TITLE = "bucky known files 1\n";
  static final int DIGEST = 20;
  static final int LONGEST_BLOCK = 1 << 18;

  private static final int BLOCK = 1 << 16;

  private final NewFile file;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(BLOCK);
  private final DataOutputStream entries = new DataOutputStream(block);
  private ByteBuffer direct = ByteBuffer.allocateDirect(2 * BLOCK);
  private long position;

  KnownFilesWriter(Path path, String tree, long now) throws IOException {
    file = NewFile.begin(path, Duration.ZERO);
    try {
      write(TITLE.getBytes(StandardCharsets.US_ASCII));
      entries.writeLong(now);
      entries.write(tree.getBytes(StandardCharsets.UTF_8));
      writeBlock();
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  /** Adds a file; they come in order. */
  void add(KnownFile known) throws IOException {
    byte[] name = known.metric().getBytes(StandardCharsets.UTF_8);
    FileStamp stamp = known.stamp();
    entries.writeShort(name.length);
    entries.write(name);
    entries.writeLong(stamp.inode());
    entries.writeLong(stamp.size());
    entries.writeLong(stamp.modified());
    entries.writeLong(stamp.changed());
    entries.write(HexFormat.of().parseHex(known.digest()));
    if (block.size() >= BLOCK) {
      writeBlock();
    }
  }

  private void writeBlock() throws IOException {
    byte[] content = block.toByteArray();
    CRC32C crc = new CRC32C();
    crc.update(content);
    ByteBuffer head = ByteBuffer.allocate(2 * Integer.BYTES);
    head.putInt(content.length).putInt((int) crc.getValue());
    write(head.array());
    write(content);
    block.reset();
  }

  private void write(byte[] bytes) throws IOException {
    if (direct.capacity() < bytes.length) {
      direct = ByteBuffer.allocateDirect(2 * bytes.length);
    }
    file.file().write(direct.clear().put(bytes).flip(), position);
    position += bytes.length;
  }

  /** Puts the state in the old one's place. */
  void finish() throws IOException {
    if (block.size() > 0) {
      writeBlock();
    }
    writeBlock();
    file.commitReplacing();
  }

  /** Removes it unless it is finished. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
