package org.buckytools.codec;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import io.airlift.compress.v3.zstd.ZstdDecompressor;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** zstd (RFC 8878), at the level of the program's default; frames tell their size. */
final class ZstdCodec implements Codec {
  private final ZstdCompressor compressor;
  private final ZstdDecompressor decompressor;
  private final Growing grown = new Growing();
  private byte[] compressed = {};
  private byte[] out = {};

  ZstdCodec() {
    boolean natively = NativeLibraries.zstd();
    compressor = natively ? new ZstdNativeCompressor() : new ZstdJavaCompressor();
    decompressor = natively ? new ZstdNativeDecompressor() : new ZstdJavaDecompressor();
  }

  @Override
  public ByteBuffer compress(byte[] bytes, int size) {
    int most = compressor.maxCompressedLength(size);
    if (compressed.length < most) {
      compressed = new byte[most];
    }
    int length = compressor.compress(bytes, 0, size, compressed, 0, compressed.length);
    return ByteBuffer.wrap(compressed, 0, length);
  }

  @Override
  public ByteBuffer decompress(byte[] bytes, int limit) throws DamagedException {
    try {
      long size = bytes.length == 0 ? -1 : decompressor.getDecompressedSize(bytes, 0, bytes.length);
      if (size < 0) {
        return decompressStream(bytes, limit);
      }
      if (size > limit) {
        throw DamagedException.tooLarge(limit);
      }
      if (out.length < size) {
        out = new byte[(int) size];
      }
      // Exactly that room, so that a frame that lies about its size has nowhere to go.
      int length = decompressor.decompress(bytes, 0, bytes.length, out, 0, (int) size);
      return ByteBuffer.wrap(out, 0, length);
    } catch (MalformedInputException | IllegalArgumentException | IllegalStateException damaged) {
      throw new DamagedException("it is not sound zstd: " + damaged.getMessage());
    }
  }

  private ByteBuffer decompressStream(byte[] bytes, int limit) throws DamagedException {
    grown.reset(limit);
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
      in.transferTo(grown);
      return grown.result();
    } catch (DamagedException tooLarge) {
      throw tooLarge;
    } catch (IOException | RuntimeException damaged) {
      throw new DamagedException("it is not sound zstd: " + damaged.getMessage());
    }
  }

  @Override
  public void close() {}
}
