package org.buckytools.codec;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/** gzip (RFC 1952), at the level of the program's default. */
final class GzipCodec implements Codec {
  // Magic number, deflate, no flags, no time (the key tells it), no extra flags, Unix.
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
  private static final int TRAILER = 8;
  private static final int LEVEL = 6;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final Growing out = new Growing();

  @Override
  public ByteBuffer compress(byte[] bytes, int size) {
    try {
      out.reset(Integer.MAX_VALUE - 8);
      out.write(HEADER, 0, HEADER.length);
      deflater.reset();
      deflater.setInput(bytes, 0, size);
      deflater.finish();
      while (!deflater.finished()) {
        byte[] room = out.room();
        out.advance(deflater.deflate(room, out.size(), out.free()));
      }
      CRC32 sum = new CRC32();
      sum.update(bytes, 0, size);
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
      trailer.putInt((int) sum.getValue()).putInt(size);
      out.write(trailer.array(), 0, TRAILER);
      return out.result();
    } catch (DamagedException tooLarge) {
      throw new IllegalStateException(tooLarge);
    }
  }

  @Override
  public ByteBuffer decompress(byte[] bytes, int limit) throws DamagedException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      out.reset(limit);
      int count;
      do {
        byte[] room = out.room();
        count = in.read(room, out.size(), out.free());
        out.advance(Math.max(0, count));
      } while (count >= 0);
      return out.result();
    } catch (DamagedException tooLarge) {
      throw tooLarge;
    } catch (EOFException cut) {
      throw new DamagedException("it is not sound gzip: it is cut off");
    } catch (IOException damaged) {
      throw new DamagedException("it is not sound gzip: " + damaged.getMessage());
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
