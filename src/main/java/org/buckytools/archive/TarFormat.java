package org.buckytools.archive;

/**
 * Where things lie in the blocks of a tar archive. POSIX.1-2017 (pax), GNU tar's manual and star(5)
 * are the sources.
 *
 * <p>An archive is blocks of 512 bytes: a header, the member's data filled up to a whole block, the
 * next header; a block of zeros ends it. Numbers are octal digits ended by a space or NUL, or, if
 * the first bit is set, big-endian binary.
 */
final class TarFormat {
  static final int BLOCK = 512;

  // --- every header ---
  static final int NAME_AT = 0;
  static final int NAME_SIZE = 100;
  static final int MODE_AT = 100;
  static final int USER_AT = 108;
  static final int GROUP_AT = 116;

  /** How large mode, user, group and checksum are. */
  static final int SMALL_SIZE = 8;

  static final int SIZE_AT = 124;
  static final int TIME_AT = 136;

  /** How large sizes and times are. */
  static final int LARGE_SIZE = 12;

  /** The sum of the header's bytes, its own counted as spaces. */
  static final int SUM_AT = 148;

  static final int TYPE_AT = 156;
  static final int LINK_AT = 157;

  // --- what came later ---
  static final int MAGIC_AT = 257;

  /** {@code ustar}, a NUL and 00 from POSIX, two spaces and a NUL from GNU. */
  static final String MAGIC = "ustar";

  /** What stands before the name, with a slash between; GNU has other things there. */
  static final int PREFIX_AT = 345;

  static final int PREFIX_SIZE = 155;

  /** In xstar headers, which have times behind it. */
  static final int STAR_PREFIX_SIZE = 131;

  static final int STAR_MAGIC_AT = 508;
  static final String STAR_MAGIC = "tar\0";

  // --- sparse members (S): the data that are stored are of these offsets and lengths ---
  static final int GNU_SPARSE_AT = 386;
  static final int GNU_EXTENDED_AT = 482;
  static final int GNU_REAL_SIZE_AT = 483;
  static final int STAR_SPARSE_AT = 356;
  static final int STAR_EXTENDED_AT = 355;
  static final int STAR_REAL_SIZE_AT = 452;
  static final int SPARSE_IN_HEADER = 4;

  /** A block of more of them, if the byte above is not 0, and one more while its own is not. */
  static final int SPARSE_IN_BLOCK = 21;

  static final int EXTENDED_AT = 504;

  // --- types ---
  static final char FILE = '0';
  static final char OLD_FILE = '\0';
  static final char CONTIGUOUS = '7';
  static final char SPARSE = 'S';
  static final char HARD_LINK = '1';
  static final char SYMBOLIC_LINK = '2';
  static final char CHARACTER_DEVICE = '3';
  static final char BLOCK_DEVICE = '4';
  static final char DIRECTORY = '5';
  static final char PIPE = '6';

  /** GNU: its data are the next member's name. */
  static final char LONG_NAME = 'L';

  /** GNU: its data are the next member's link. */
  static final char LONG_LINK = 'K';

  /** GNU: the archive's label. */
  static final char LABEL = 'V';

  /** GNU: a directory with the names of its files as data. */
  static final char DUMPED_DIRECTORY = 'D';

  /** Its data are records about the next member. */
  static final char PAX = 'x';

  /** The same from Solaris. */
  static final char SUN_PAX = 'X';

  /** Its data are records about all members that follow. */
  static final char GLOBAL_PAX = 'g';

  private TarFormat() {}

  /** How many bytes fill data up to a whole block. */
  static int padding(long size) {
    return (int) (-size & BLOCK - 1);
  }
}
