package org.buckytools.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.buckytools.agent.files.Disk;
import org.buckytools.agent.http.Encoding;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Refusal;
import org.buckytools.codec.Algorithm;
import org.buckytools.wire.Api;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.WireJson;

/** Databases in bodies, encoded or not. Thread-safe. */
final class Bodies {
  private static final WireJson<MetricStat> STAT = MetricStat.JSON;
  // buckyd's own: a header and an archive's description, and not a point.
  private static final int TOO_SMALL = 28;

  /**
   * A database that was sent.
   *
   * @param bytes decoded
   * @param download nanoseconds that receiving took
   * @param decode nanoseconds that decoding took
   */
  record Received(byte[] bytes, long download, long decode) {}

  private final Disk disk;
  private final Memory memory;

  Bodies(Disk disk, Memory memory) {
    this.disk = disk;
    this.memory = memory;
  }

  /**
   * Receives a database.
   *
   * @throws Refusal if the request is not as it has to be
   */
  Received receive(Exchange exchange) throws IOException, InterruptedException {
    String type = Exchange.mediaType(exchange.header("Content-Type").orElse(""));
    if (!type.equals(Api.BINARY)) {
      throw new Refusal(Refusal.BAD_REQUEST, "Content-Type must be " + Api.BINARY + ".");
    }
    Encoding encoding = Encoding.used(exchange);
    long size = size(exchange);
    if (size > exchange.limits().maxBody()) {
      throw new Refusal(
          413,
          "the database has "
              + size
              + " bytes, and the limit is "
              + exchange.limits().maxBody()
              + "; see --max-body of the agent");
    }
    if (size <= TOO_SMALL) {
      throw new Refusal(Refusal.BAD_REQUEST, "Whisper data in request too small.");
    }
    long start = System.nanoTime();
    byte[] body = exchange.body();
    long received = System.nanoTime();
    byte[] bytes = encoding == Encoding.IDENTITY ? body : decode(body, encoding, (int) size);
    if (bytes.length != size) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "Malformed whisper data: "
              + bytes.length
              + " bytes came, and "
              + Api.METRIC_STAT
              + " says "
              + size);
    }
    return new Received(bytes, received - start, System.nanoTime() - received);
  }

  /** Waits for memory for the database that a request brings. */
  Memory.Hold hold(Exchange exchange) throws Refusal, InterruptedException {
    return memory.take(Math.min(size(exchange), exchange.limits().maxBody()));
  }

  private static long size(Exchange exchange) throws Refusal {
    String stat =
        exchange
            .header(Api.METRIC_STAT)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.BAD_REQUEST,
                        "Error decoding " + Api.METRIC_STAT + " header: it is missing"));
    try {
      return STAT.read(stat).size();
    } catch (IOException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "Error decoding " + Api.METRIC_STAT + " header: " + e.getMessage());
    }
  }

  /** Decodes to at most so many bytes. */
  byte[] decode(byte[] body, Encoding encoding, int limit)
      throws IOException, InterruptedException {
    return disk.run(desk -> copy(desk.codec(algorithm(encoding)).decompress(body, limit)));
  }

  /** Encodes. */
  ByteBuffer encode(byte[] bytes, Encoding encoding) throws IOException, InterruptedException {
    return ByteBuffer.wrap(
        disk.run(desk -> copy(desk.codec(algorithm(encoding)).compress(bytes, bytes.length))));
  }

  private static Algorithm algorithm(Encoding encoding) {
    return encoding == Encoding.ZSTD ? Algorithm.ZST : Algorithm.SZ;
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
