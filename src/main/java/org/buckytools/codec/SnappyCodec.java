package org.buckytools.codec;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyDecompressor;
import io.airlift.compress.v3.snappy.SnappyFramedInputStream;
import io.airlift.compress.v3.snappy.SnappyFramedOutputStream;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyNativeCompressor;
import io.airlift.compress.v3.snappy.SnappyNativeDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Snappy in its framing format, with checksums. */
final class SnappyCodec implements Codec {
  private final SnappyCompressor compressor;
  private final SnappyDecompressor decompressor;
  private final Growing out = new Growing();
  private byte[] plain = {};

  SnappyCodec() {
    boolean natively = NativeLibraries.snappy();
    compressor = natively ? new SnappyNativeCompressor() : new SnappyJavaCompressor();
    decompressor = natively ? new SnappyNativeDecompressor() : new SnappyJavaDecompressor();
  }

  @Override
  public ByteBuffer compress(ByteBuffer content) {
    int size = content.remaining();
    if (plain.length < size) {
      plain = new byte[size];
    }
    content.get(content.position(), plain, 0, size);
    out.reset(Integer.MAX_VALUE - 8);
    try (SnappyFramedOutputStream framed = new SnappyFramedOutputStream(compressor, out)) {
      framed.write(plain, 0, size);
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return out.result();
  }

  @Override
  public ByteBuffer decompress(byte[] bytes, int limit) throws DamagedException {
    SnappyFrames.check(bytes);
    out.reset(limit);
    ByteArrayInputStream stored = new ByteArrayInputStream(bytes);
    try (SnappyFramedInputStream in = new SnappyFramedInputStream(decompressor, stored, true)) {
      in.transferTo(out);
      return out.result();
    } catch (DamagedException tooLarge) {
      throw tooLarge;
    } catch (IOException | RuntimeException damaged) {
      throw new DamagedException("it is not sound framed snappy: " + damaged.getMessage());
    }
  }

  @Override
  public void close() {}
}
