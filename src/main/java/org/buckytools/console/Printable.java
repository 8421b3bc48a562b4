package org.buckytools.console;

/** Names that others have chosen, made safe to print. */
public final class Printable {

  private Printable() {}

  /**
   * Replaces control characters, which could move the cursor or end the line.
   *
   * @param name any text
   * @return the text, with <code>&#92;u</code> and four hexadecimal digits for each of them
   */
  public static String of(String name) {
    StringBuilder safe = new StringBuilder(name.length());
    for (char unit : name.toCharArray()) {
      if (Character.isISOControl(unit)) {
        safe.append(String.format("\\u%04x", (int) unit));
      } else {
        safe.append(unit);
      }
    }
    return safe.toString();
  }
}
