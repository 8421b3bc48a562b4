package org.buckytools.console;

/** A bar of fixed width that shows a share. */
public final class Bar {

  private static final String PARTS = " ▏▎▍▌▋▊▉█";

  private Bar() {}

  /**
   * Draws a share; only nothing is drawn as empty, and only all of it as full.
   *
   * @param share from 0 to 1
   * @param columns how wide
   * @return as many characters
   */
  public static String of(double share, int columns) {
    int most = columns * (PARTS.length() - 1);
    int eighths = (int) Math.round(share * most);
    if (share > 0) {
      eighths = Math.max(1, eighths);
    }
    if (share < 1) {
      eighths = Math.min(most - 1, eighths);
    }
    StringBuilder bar = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      int here = Math.clamp(eighths - i * (PARTS.length() - 1), 0, PARTS.length() - 1);
      bar.append(PARTS.charAt(here));
    }
    return bar.toString();
  }
}
