package org.buckytools.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.buckytools.posix.Deflate;
import org.buckytools.posix.DeflateLibrary;

/**
 * gzip (RFC 1952) by libdeflate, at the level of the program's default. What is not one plain
 * member is left to the JDK.
 */
final class NativeGzipCodec implements Codec {
  private static final int LEVEL = 6;
  // What no header and trailer can be shorter than, and more than deflate can make of a byte.
  private static final int LEAST = 18;
  private static final long MOST_OF_A_BYTE = 1040;

  private final Deflate deflate;
  private final DirectBuffer in = new DirectBuffer();
  private final DirectBuffer out = new DirectBuffer();
  private GzipCodec others;

  NativeGzipCodec(DeflateLibrary library) {
    deflate = new Deflate(library, LEVEL);
  }

  @Override
  public ByteBuffer compress(ByteBuffer content) {
    ByteBuffer from = in.of(content);
    ByteBuffer to = out.room(Math.toIntExact(deflate.bound(from.remaining())));
    int length = deflate.compress(from, to);
    if (length == 0) {
      throw new IllegalStateException(
          from.remaining() + " bytes do not fit where libdeflate said so");
    }
    return to.limit(length);
  }

  @Override
  public ByteBuffer decompress(byte[] bytes, int limit) throws DamagedException {
    long size = told(bytes);
    if (size >= 0 && size <= limit) {
      ByteBuffer to = out.room((int) size).limit((int) size);
      int length = deflate.decompress(in.of(ByteBuffer.wrap(bytes)), to);
      if (length >= 0) {
        return to.limit(length);
      }
    }
    // It has several members, is damaged or too large: the JDK reads it, or says why not.
    others = others == null ? new GzipCodec() : others;
    return others.decompress(bytes, limit);
  }

  /** The size that the end of a member tells; negative if that cannot be. */
  private static long told(byte[] bytes) {
    if (bytes.length < LEAST) {
      return -1;
    }
    ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long size = Integer.toUnsignedLong(end.getInt(bytes.length - Integer.BYTES));
    return size > bytes.length * MOST_OF_A_BYTE ? -1 : size;
  }

  @Override
  public void close() {
    deflate.close();
    if (others != null) {
      others.close();
    }
  }
}
