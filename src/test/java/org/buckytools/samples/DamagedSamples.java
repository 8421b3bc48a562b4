package org.buckytools.samples;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;

/** Every way in which a whisper file is known to break, by name. */
public final class DamagedSamples {
  // Where the fields are: see WhisperFormat. These files have two archives.
  private static final int METHOD = 0;
  private static final int XFF = 8;
  private static final int COUNT = 12;
  private static final int OFFSET_0 = 16;
  private static final int STEP_0 = 20;
  private static final int POINTS_0 = 24;
  private static final int OFFSET_1 = 28;
  private static final int STEP_1 = 32;
  private static final int POINTS_1 = 36;
  private static final int METHODS = Aggregation.values().length;

  private DamagedSamples() {}

  /** A sound file with points in both archives, 60:10 and 300:12, size 304: what they all were. */
  public static byte[] sound() {
    Header header =
        Header.of(
            Aggregation.AVERAGE, 0.5f, List.of(new Retention(60, 10), new Retention(300, 12)));
    RawWhisper file = new RawWhisper(header);
    for (int i = 0; i < 10; i++) {
      file.put(0, i, 1_700_000_100 + 60L * i, i);
    }
    return file.put(1, 0, 1_700_000_100, 2).put(1, 1, 1_700_000_400, 7).bytes();
  }

  /** All samples. */
  public static List<DamagedSample> all() {
    List<DamagedSample> samples = new ArrayList<>();
    samples.addAll(lengths());
    samples.addAll(fields());
    samples.addAll(archiveTables());
    samples.addAll(otherFiles());
    return samples;
  }

  private static List<DamagedSample> lengths() {
    return List.of(
        cut("empty", 0, "it is empty (0 bytes)"),
        cut("one byte", 1, "its header is cut off: it has 1 bytes, a header at least 28"),
        cut("truncated header", 15, "its header is cut off: it has 15 bytes, a header at least 28"),
        cut("no archive table", 16, "its header is cut off: 2 archives need 40 bytes, it has 16"),
        cut(
            "truncated archive table",
            39,
            "its header is cut off: 2 archives need 40 bytes, it has 39"),
        cut("no points", 40, "it is cut off: its archives make 304 bytes, it has 40"),
        cut("short by one archive", 160, "it is cut off: its archives make 304 bytes, it has 160"),
        cut("short by one byte", 303, "it is cut off: its archives make 304 bytes, it has 303"),
        cut(
            "one byte too long",
            305,
            "it has too many bytes: its archives make 304 bytes, it has 305"),
        cut(
            "twice as long",
            608,
            "it has too many bytes: its archives make 304 bytes, it has 608"));
  }

  private static List<DamagedSample> fields() {
    return List.of(
        put("method 0", METHOD, 0, "its aggregation method 0 is none of 1 to " + METHODS),
        put("method 200", METHOD, 200, "its aggregation method 200 is none of 1 to " + METHODS),
        put(
            "method -1",
            METHOD,
            -1,
            "its aggregation method 4294967295 is none of 1 to " + METHODS),
        put("xff NaN", XFF, Float.floatToIntBits(Float.NaN), "its xff NaN is not between 0 and 1"),
        put("xff 1.5", XFF, Float.floatToIntBits(1.5f), "its xff 1.5 is not between 0 and 1"),
        put("xff -0.5", XFF, Float.floatToIntBits(-0.5f), "its xff -0.5 is not between 0 and 1"),
        put(
            "xff infinite",
            XFF,
            Float.floatToIntBits(Float.POSITIVE_INFINITY),
            "its xff Infinity is not between 0 and 1"),
        put("no archive", COUNT, 0, "it has no archive"),
        put("33 archives", COUNT, 33, "it claims 33 archives; no sound file has more than 32"),
        put(
            "absurd archive count",
            COUNT,
            -1,
            "it claims 4294967295 archives; no sound file has more than 32"),
        put(
            "more archives than the file holds",
            COUNT,
            30,
            "its header is cut off: 30 archives need 376 bytes, it has 304"),
        put("zero step", STEP_0, 0, "archive 0 claims 0 seconds per point"),
        put("absurd step", STEP_1, -1, "archive 1 claims 4294967295 seconds per point"),
        put("zero points", POINTS_1, 0, "archive 1 claims 0 points"),
        put("absurd points", POINTS_0, -1, "archive 0 claims 4294967295 points"),
        put(
            "more time than 32 bits",
            POINTS_0,
            Integer.MAX_VALUE,
            "archive 0 claims to keep 60:2147483647, beyond 32-bit time"));
  }

  private static List<DamagedSample> archiveTables() {
    return List.of(
        put(
            "first archive in the header",
            OFFSET_0,
            28,
            "archive 0 overlaps what precedes it: it begins at byte 28 instead of 40"),
        put(
            "overlapping archives",
            OFFSET_1,
            148,
            "archive 1 overlaps what precedes it: it begins at byte 148 instead of 160"),
        put(
            "hole between archives",
            OFFSET_1,
            172,
            "archive 1 leaves a hole: it begins at byte 172 instead of 160"),
        put(
            "archive beyond the file",
            OFFSET_1,
            -12,
            "archive 1 leaves a hole: it begins at byte 4294967284 instead of 160"),
        put(
            "more points than the file holds",
            POINTS_1,
            13,
            "it is cut off: its archives make 316 bytes, it has 304"),
        put(
            "steps not dividing",
            STEP_1,
            310,
            "archive 0 (60:10) and archive 1 (310:12): the finer step does not divide the coarser"),
        put(
            "equal steps",
            STEP_1,
            60,
            "archive 0 (60:10) and archive 1 (60:12) are not in order of growing steps"),
        put(
            "coarsest first",
            STEP_0,
            600,
            "archive 0 (600:10) and archive 1 (300:12) are not in order of growing steps"),
        put(
            "too few points for one coarser",
            STEP_1,
            660,
            "archive 0 (60:10) and archive 1 (660:12): the finer has too few points to make one of"
                + " the coarser"),
        changed(
            "shrinking retention",
            bytes -> {
              bytes.putInt(STEP_0, 100);
              bytes.putInt(STEP_1, 200);
              bytes.putInt(POINTS_0, 17);
              bytes.putInt(OFFSET_1, 40 + 12 * 17);
              bytes.putInt(POINTS_1, 5);
            },
            "archive 0 (100:17) and archive 1 (200:5): the coarser does not reach further back"));
  }

  private static List<DamagedSample> otherFiles() {
    byte[] sound = sound();
    byte[] otherHeader =
        new RawWhisper(Header.of(Aggregation.SUM, 0, List.of(new Retention(10, 8640)))).bytes();
    System.arraycopy(otherHeader, 0, sound, 0, 28);
    return List.of(
        new DamagedSample(
            "header of another file",
            sound,
            "it is cut off: its archives make 103708 bytes, it has 304"),
        new DamagedSample(
            "all zeros", new byte[4096], "its aggregation method 0 is none of 1 to " + METHODS),
        new DamagedSample(
            "text",
            "carbon.agents.a 1 1700000000\n".getBytes(StandardCharsets.US_ASCII),
            "its aggregation method 1667330658 is none of 1 to " + METHODS),
        new DamagedSample(
            "gzip",
            new byte[] {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0},
            "its aggregation method 529205248 is none of 1 to " + METHODS));
  }

  private static DamagedSample cut(String name, int length, String fault) {
    return new DamagedSample(name, Arrays.copyOf(sound(), length), fault);
  }

  private static DamagedSample put(String name, int at, int word, String fault) {
    return changed(name, bytes -> bytes.putInt(at, word), fault);
  }

  private static DamagedSample changed(String name, Consumer<ByteBuffer> change, String fault) {
    byte[] content = sound();
    change.accept(ByteBuffer.wrap(content));
    return new DamagedSample(name, content, fault);
  }
}
