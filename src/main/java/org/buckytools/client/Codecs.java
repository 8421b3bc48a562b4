package org.buckytools.client;

import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.codec.DamagedException;

/** Codecs of one format, each used by one thread at a time. */
final class Codecs implements AutoCloseable {
  private final Algorithm algorithm;
  private final Deque<Codec> idle = new ConcurrentLinkedDeque<>();

  Codecs(Algorithm algorithm) {
    this.algorithm = algorithm;
  }

  byte[] compress(byte[] bytes) {
    Codec codec = take();
    byte[] compressed = copy(codec.compress(bytes, bytes.length));
    idle.addFirst(codec);
    return compressed;
  }

  byte[] decompress(byte[] bytes, int limit) throws DamagedException {
    Codec codec = take();
    try {
      return copy(codec.decompress(bytes, limit));
    } finally {
      idle.addFirst(codec);
    }
  }

  private Codec take() {
    Codec codec = idle.pollFirst();
    return codec == null ? algorithm.codec() : codec;
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    for (Codec next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.close();
    }
  }
}
