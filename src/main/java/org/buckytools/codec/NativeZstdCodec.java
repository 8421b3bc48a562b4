package org.buckytools.codec;

import java.nio.ByteBuffer;
import org.buckytools.posix.Zstd;
import org.buckytools.posix.ZstdLibrary;

/** zstd (RFC 8878) natively, at the level of the program's default; frames tell their size. */
final class NativeZstdCodec implements Codec {
  private static final int LEVEL = 3;

  private final Zstd zstd;
  private final DirectBuffer in = new DirectBuffer();
  private final DirectBuffer out = new DirectBuffer();
  private Growing grown;

  NativeZstdCodec(ZstdLibrary library) {
    zstd = new Zstd(library, LEVEL);
  }

  @Override
  public ByteBuffer compress(ByteBuffer content) {
    ByteBuffer from = in.of(content);
    ByteBuffer to = out.room(Math.toIntExact(zstd.bound(from.remaining())));
    int length = zstd.compress(from, to);
    if (length < 0) {
      throw new IllegalStateException(from.remaining() + " bytes do not fit where zstd said so");
    }
    return to.limit(length);
  }

  @Override
  public ByteBuffer decompress(byte[] bytes, int limit) throws DamagedException {
    ByteBuffer from = in.of(ByteBuffer.wrap(bytes));
    long size = bytes.length == 0 ? -1 : zstd.contentSize(from);
    if (size < 0) {
      grown = grown == null ? new Growing() : grown;
      return ZstdCodec.decompressStream(bytes, limit, grown);
    }
    if (size > limit) {
      throw DamagedException.tooLarge(limit);
    }
    // Exactly that room, so that a frame that lies about its size has nowhere to go.
    ByteBuffer to = out.room((int) size).limit((int) size);
    int length = zstd.decompress(from, to);
    if (length < 0) {
      throw new DamagedException(
          "it is not sound zstd: it is damaged, cut off or not of the size that it tells");
    }
    return to.limit(length);
  }

  @Override
  public void close() {
    zstd.close();
  }
}
