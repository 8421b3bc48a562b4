package org.buckytools.samples;

import java.util.List;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;

/** Small whisper files of one archive. */
public final class WhisperBytes {
  private static final int HEADER = 28;

  private WhisperBytes() {}

  /** A file with as many points from the first slot on, of the times step, 2 × step, … */
  public static byte[] with(int step, int slots, int points) {
    Archive archive = new Archive(HEADER, step, slots);
    RawWhisper raw = new RawWhisper(new Header(Aggregation.AVERAGE, 0.5f, List.of(archive)));
    for (int i = 0; i < points; i++) {
      raw.put(0, i, (long) step * (i + 1), i + 0.5);
    }
    return raw.bytes();
  }
}
