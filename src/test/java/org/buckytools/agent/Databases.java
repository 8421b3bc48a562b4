package org.buckytools.agent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
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

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
