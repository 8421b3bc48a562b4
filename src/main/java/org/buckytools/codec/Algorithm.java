package org.buckytools.codec;

import org.buckytools.posix.DeflateLibrary;
import org.buckytools.posix.ZstdLibrary;

/** The formats there are. */
public enum Algorithm {
  /** gzip, which every machine can read. */
  GZ,
  /** zstd: smaller, and ten times as fast. */
  ZST,
  /** Snappy in its framing format, as whisper-backup wrote it. */
  SZ;

  private static final String OF_WHISPER = ".wsp.";

  /** What the keys of objects of this format end in, such as {@code .wsp.gz}. */
  public String suffix() {
    return OF_WHISPER + word();
  }

  /** What it is called on the command line. */
  public String word() {
    return switch (this) {
      case GZ -> "gz";
      case ZST -> "zst";
      case SZ -> "sz";
    };
  }

  /** A codec for one thread. */
  public Codec codec() {
    return switch (this) {
      case GZ -> gzip();
      case ZST -> zstd();
      case SZ -> new SnappyCodec();
    };
  }

  private static Codec gzip() {
    DeflateLibrary library = NativeLibraries.deflate();
    return library == null ? new GzipCodec() : new NativeGzipCodec(library);
  }

  private static Codec zstd() {
    ZstdLibrary library = NativeLibraries.zstd();
    return library == null ? new ZstdCodec() : new NativeZstdCodec(library);
  }
}
