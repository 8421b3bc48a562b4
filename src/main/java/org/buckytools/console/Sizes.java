package org.buckytools.console;

import java.util.Locale;

/** Sizes as people read them. */
public final class Sizes {

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /**
   * Words a size in powers of 1024, such as {@code 1.5 MiB}.
   *
   * @param bytes zero or more
   * @return three significant digits at least, and the unit
   */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    do {
      size /= 1024;
      unit++;
    } while (size >= 1023.95 && unit < UNITS.length - 1);
    return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}
