package org.buckytools.codec;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/**
 * gzip (RFC 1952), at the level of the program's default. Compressed in blocks of a size that suits
 * whisper files, whose archives differ: each block has a code of its own. That makes them smaller
 * than the program does, in the same time.
 */
final class GzipCodec implements Codec {
  // Magic number, deflate, no flags, no time (the key tells it), no extra flags, Unix.
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
  private static final int TRAILER = 8;
  private static final int LEVEL = 6;
  private static final int BLOCK = 1 << 13;
  // What is nearly empty is not worth ending a block for, which takes five bytes.
  private static final int EMPTY_BLOCK = 1 << 17;
  private static final int EMPTY = 16;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final Growing out = new Growing();

  @Override
  public ByteBuffer compress(ByteBuffer content) {
    try {
      out.reset(Integer.MAX_VALUE - 8);
      out.write(HEADER, 0, HEADER.length);
      deflater.reset();
      int block = BLOCK;
      ByteBuffer rest = content.duplicate();
      while (rest.remaining() > block) {
        int compressed = compress(rest, block);
        block = compressed * EMPTY < block ? EMPTY_BLOCK : BLOCK;
      }
      finish(rest);
      CRC32 sum = new CRC32();
      sum.update(content.duplicate());
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
      trailer.putInt((int) sum.getValue()).putInt(content.remaining());
      out.write(trailer.array(), 0, TRAILER);
      return out.result();
    } catch (DamagedException tooLarge) {
      throw new IllegalStateException(tooLarge);
    }
  }

  private int compress(ByteBuffer rest, int length) throws DamagedException {
    int before = out.size();
    deflater.setInput(rest.slice(rest.position(), length));
    rest.position(rest.position() + length);
    boolean full = true;
    while (full) {
      byte[] room = out.room();
      int free = out.free();
      int count = deflater.deflate(room, out.size(), free, Deflater.SYNC_FLUSH);
      out.advance(count);
      full = count == free;
    }
    return out.size() - before;
  }

  private void finish(ByteBuffer rest) throws DamagedException {
    deflater.setInput(rest);
    deflater.finish();
    while (!deflater.finished()) {
      byte[] room = out.room();
      out.advance(deflater.deflate(room, out.size(), out.free()));
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
    } catch (StackOverflowError endless) {
      // The JDK calls itself for each member that is empty, however many there are.
      throw new DamagedException("it is not sound gzip: it has too many empty members");
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
