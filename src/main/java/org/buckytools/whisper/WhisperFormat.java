package org.buckytools.whisper;

/**
 * The layout of a whisper file, as Graphite's whisper 1.1 writes it. Everything is big-endian.
 *
 * <pre>
 *  offset  size  field
 *  0       4     aggregation method, 1 to 8, see {@link Aggregation}
 *  4       4     longest retention of the archives, in seconds
 *  8       4     xff: share of finer points that must be known to aggregate, IEEE 754 single, 0 to 1
 *  12      4     number of archives
 *  16      12*n  the archives' descriptions, finest first, 12 bytes each:
 *                  +0  4  offset of the archive's first point in the file
 *                  +4  4  step: seconds per point
 *                  +8  4  number of points
 *  then          the archives' points without gap or overlap, 12 bytes each:
 *                  +0  4  timestamp, seconds since 1970, a multiple of the step; unsigned
 *                  +4  8  value, IEEE 754 double; NaN is no value
 * </pre>
 *
 * <p>An archive is a ring. The timestamp in its slot 0 is its base; 0 there means that the archive
 * is empty. The point of interval t lives in slot {@code floorMod(floorDiv(t - base, step),
 * points)} and counts only if the timestamp stored in that slot equals t: anything else is left
 * from an earlier lap of the ring, and the point is a gap.
 */
public final class WhisperFormat {
  /** Bytes before the archives' descriptions. */
  public static final int METADATA_SIZE = 16;

  /** Bytes that describe one archive. */
  public static final int ARCHIVE_INFO_SIZE = 12;

  /** Bytes of one point. */
  public static final int POINT_SIZE = 12;

  /** Where a point's value stands, relative to the point. */
  public static final int VALUE_OFFSET = 4;

  /**
   * The most archives a sound file can have: every step is at least twice the one before and fits
   * into 32 bits.
   */
  public static final int MAX_ARCHIVES = 32;

  /** The largest number an unsigned 32-bit field can hold. */
  public static final long MAX_UINT32 = 0xffff_ffffL;

  /** What the names of whisper files end in. */
  public static final String SUFFIX = ".wsp";

  static final int AGGREGATION_AT = 0;
  static final int MAX_RETENTION_AT = 4;
  static final int XFF_AT = 8;
  static final int ARCHIVE_COUNT_AT = 12;

  private WhisperFormat() {}
}
