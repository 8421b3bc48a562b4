package org.buckytools.store.swift;

import java.nio.charset.StandardCharsets;

/** Text as part of a URL: all but what is unreserved in RFC 3986 as bytes of UTF-8 in hex. */
final class UrlText {
  private static final String DIGITS = "0123456789ABCDEF";

  private UrlText() {}

  static String encoded(String text) {
    return encoded(text, false);
  }

  /** The same, but slashes part the path. */
  static String encodedPath(String path) {
    return encoded(path, true);
  }

  private static String encoded(String text, boolean isPath) {
    StringBuilder url = new StringBuilder(text.length() + 16);
    for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (unit & 0xff);
      boolean plain =
          letter >= 'a' && letter <= 'z'
              || letter >= 'A' && letter <= 'Z'
              || letter >= '0' && letter <= '9'
              || "-._~".indexOf(letter) >= 0
              || isPath && letter == '/';
      if (plain) {
        url.append(letter);
      } else {
        url.append('%').append(DIGITS.charAt(letter >> 4)).append(DIGITS.charAt(letter & 15));
      }
    }
    return url.toString();
  }
}
