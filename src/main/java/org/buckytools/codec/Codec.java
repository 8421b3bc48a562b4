package org.buckytools.codec;

import java.nio.ByteBuffer;

/**
 * Compresses and decompresses whole files in memory. Confined to one thread; its results are good
 * until its next call. Direct buffers save native codecs a copy.
 */
public interface Codec extends AutoCloseable {

  /** Compresses what remains in a buffer, whose position stays. */
  ByteBuffer compress(ByteBuffer content);

  /** Compresses the first {@code size} bytes. */
  default ByteBuffer compress(byte[] bytes, int size) {
    return compress(ByteBuffer.wrap(bytes, 0, size));
  }

  /**
   * Decompresses a whole object.
   *
   * @param limit the most bytes that may come out, so that a bomb does no harm
   * @throws DamagedException if it is not of this format, cut off, damaged or larger than that
   */
  ByteBuffer decompress(byte[] bytes, int limit) throws DamagedException;

  /** Gives memory back. */
  @Override
  void close();
}
