package org.buckytools.agent.access;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/** What tokens are signed with. Never printed. Immutable. */
public final class Secret {
  /** HS256 is as strong as its key, up to this many bytes; RFC 7518 section 3.2 wants them all. */
  private static final int LEAST = 32;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a secret: all of the file but white space at both ends, as buckyd takes it.
   *
   * @throws IOException if it cannot be read, is shorter than 32 bytes, or others may read it
   */
  public static Secret read(Path file) throws IOException {
    byte[] text = PrivateFile.read(file);
    int start = 0;
    int end = text.length;
    while (start < end && isSpace(text[start])) {
      start++;
    }
    while (start < end && isSpace(text[end - 1])) {
      end--;
    }
    if (end - start < LEAST) {
      throw new FileSystemException(
          file.toString(),
          null,
          "holds a secret of "
              + (end - start)
              + " bytes, and one shorter than "
              + LEAST
              + " can be guessed; write a new one with: openssl rand -base64 48");
    }
    return new Secret(Arrays.copyOfRange(text, start, end));
  }

  private static boolean isSpace(byte unit) {
    return unit == ' ' || unit >= '\t' && unit <= '\r';
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
