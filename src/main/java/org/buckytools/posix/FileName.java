package org.buckytools.posix;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Paths as the C library takes them. */
final class FileName {
  private static final int HEX = 16;
  // What Java shows instead of bytes that are no text in the encoding of file names.
  private static final char UNREADABLE = '\ufffd';
  private static final Charset ENCODING = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private FileName() {}

  /** A path's bytes in the encoding that Java itself uses for file names. */
  static byte[] bytes(Path path) {
    String text = path.toString();
    return text.indexOf(UNREADABLE) < 0 ? text.getBytes(ENCODING) : absolute(path);
  }

  /**
   * The bytes of a name that is no text. Java keeps them inside a path and shows them nowhere but
   * in its URI.
   */
  private static byte[] absolute(Path path) {
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
