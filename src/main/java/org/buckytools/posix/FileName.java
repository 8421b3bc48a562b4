package org.buckytools.posix;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/**
 * The bytes of names that are no text. Java keeps them inside a path and shows them nowhere but in
 * its URI.
 */
final class FileName {
  private static final int HEX = 16;

  private FileName() {}

  /** The absolute path as the operating system knows it. */
  static byte[] bytes(Path path) {
    String escaped = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.charAt(i) == '%') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, HEX));
        i += 2;
      } else {
        bytes.write(escaped.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
