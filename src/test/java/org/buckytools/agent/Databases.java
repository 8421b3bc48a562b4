package org.buckytools.agent;

import java.time.Clock;
import java.util.List;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;

/** Databases of one archive, a point a minute for a day, for tests. */
final class Databases {
  static final int STEP = 60;
  static final int SLOTS = 1440;

  private Databases() {}

  /** The newest minute that is surely past. */
  static long now() {
    return Clock.systemUTC().instant().getEpochSecond() / STEP * STEP - STEP;
  }

  /** With values at the last so many minutes but for those from a first to a last. */
  static byte[] with(long now, int minutes, int gapFrom, int gapTo) {
    Header header = Header.of(Aggregation.AVERAGE, 0.5f, List.of(new Retention(STEP, SLOTS)));
    RawWhisper file = new RawWhisper(header);
    long first = now - (minutes - 1L) * STEP;
    for (int i = 0; i < minutes; i++) {
      if (i < gapFrom || i >= gapTo) {
        file.put(0, i, first + (long) i * STEP, i);
      }
    }
    return file.bytes();
  }

  /** With values at the last so many minutes. */
  static byte[] with(int minutes) {
    return with(now(), minutes, 0, 0);
  }

  /** As docs/http-api.md tells, bit by bit. */
  static String digest(byte[] bytes) {
    return String.format(
        "%08x%08x%08x", crc(bytes, 0x82f63b78), crc(bytes, 0xedb88320), bytes.length);
  }

  private static int crc(byte[] bytes, int polynomial) {
    int rest = -1;
    for (byte unit : bytes) {
      rest ^= unit & 0xff;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        rest = rest >>> 1 ^ ((rest & 1) == 0 ? 0 : polynomial);
      }
    }
    return ~rest;
  }

  /** The header that buckyd wants beside a database. */
  static String stat(String name, long size) {
    return "X-Metric-Stat: {\"Name\":\""
        + name
        + "\",\"Size\":"
        + size
        + ",\"Mode\":420,\"ModTime\":1500000000,\"Encoding\":0}";
  }
}
