package org.buckytools.client;

/** What others have sent, fit for a message: short, and without control characters. */
public final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  /** At most 200 characters; escapes for those that move a cursor. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char unit = text.charAt(i);
      if (Character.isISOControl(unit) || Character.getType(unit) == Character.FORMAT) {
        shown.append(String.format("\\u%04x", (int) unit));
      } else {
        shown.append(unit);
      }
    }
    return text.length() > LONGEST ? shown + "…" : shown.toString();
  }
}
