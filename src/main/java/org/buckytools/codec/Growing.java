package org.buckytools.codec;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow up to a limit, in memory that is used again. */
final class Growing extends OutputStream {
  private byte[] bytes = new byte[1 << 16];
  private int size;
  private int limit = Integer.MAX_VALUE - 8;

  /** Forgets what there was. */
  void reset(int newLimit) {
    size = 0;
    limit = newLimit;
  }

  /** The array to write to, at {@link #size}; has room for one byte at least. */
  byte[] room() throws DamagedException {
    if (size == bytes.length) {
      reserve(size + 1);
    }
    return bytes;
  }

  /** How much may be written at {@link #size}: one more than the limit allows, to be noticed. */
  int free() {
    return Math.min(bytes.length, limit + 1) - size;
  }

  int size() {
    return size;
  }

  void advance(int count) throws DamagedException {
    size += count;
    if (size > limit) {
      throw DamagedException.tooLarge(limit);
    }
  }

  private void reserve(int needed) throws DamagedException {
    if (needed > bytes.length) {
      if (needed > limit + 1L) {
        throw DamagedException.tooLarge(limit);
      }
      long twice = Math.min(2L * bytes.length, Math.min(limit + 1L, Integer.MAX_VALUE - 8));
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, twice));
    }
  }

  @Override
  public void write(int unit) throws DamagedException {
    reserve(size + 1);
    bytes[size] = (byte) unit;
    advance(1);
  }

  @Override
  public void write(byte[] from, int start, int count) throws DamagedException {
    if (count > limit - size) {
      throw DamagedException.tooLarge(limit);
    }
    reserve(size + count);
    System.arraycopy(from, start, bytes, size, count);
    advance(count);
  }

  ByteBuffer result() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}
