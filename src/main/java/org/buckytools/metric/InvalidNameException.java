package org.buckytools.metric;

/** A text is no metric name, or a path is not where a metric can be. The message says why. */
public final class InvalidNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidNameException(String what, String reason) {
    super("'" + visible(what) + "' " + reason);
  }

  /** Control characters must not reach a terminal, endless names not a log. */
  static String visible(String text) {
    int longest = 300;
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(
            unit -> {
              if (Character.isISOControl(unit)) {
                visible.append(String.format("\\u%04x", unit));
              } else {
                visible.appendCodePoint(unit);
              }
            });
    return text.length() > longest ? visible + "…" : visible.toString();
  }
}
