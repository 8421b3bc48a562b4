package org.buckytools.archive;

import java.util.HexFormat;
import java.util.Map;

/** Tells by their first bytes which program has compressed them. */
final class Compression {
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "1f8b",
          "gzip",
          "28b52ffd",
          "zstd",
          "fd377a585a00",
          "xz",
          "425a68",
          "bzip2",
          "04224d18",
          "lz4");

  private Compression() {}

  /** The program, or null. */
  static String programFor(byte[] start) {
    String hex = HexFormat.of().formatHex(start, 0, Math.min(start.length, 8));
    for (Map.Entry<String, String> each : PROGRAMS.entrySet()) {
      if (hex.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    return null;
  }
}
