package org.buckytools.codec;

import io.airlift.compress.v3.snappy.SnappyNativeCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the compression library's native parts without leaving a file behind. The library unpacks
 * them into files and deletes those at the end of the JVM, which never comes for a process that is
 * killed or halts; but once they are loaded the files are not needed. Where they cannot be loaded
 * the library's Java does the work, at a fifth of the speed.
 */
final class NativeLibraries {
  private static final String PLACE = "aircompressor.tmpdir";

  private NativeLibraries() {}

  static synchronized boolean zstd() {
    return Zstd.USABLE;
  }

  static synchronized boolean snappy() {
    return Snappy.USABLE;
  }

  private static final class Zstd {
    static final boolean USABLE = load(ZstdNativeCompressor::isEnabled);
  }

  private static final class Snappy {
    static final boolean USABLE = load(SnappyNativeCompressor::isEnabled);
  }

  private interface Loading {
    boolean run();
  }

  private static boolean load(Loading loading) {
    try {
      Path directory = Directory.PATH;
      Files.createDirectories(directory);
      try {
        return loading.run();
      } finally {
        remove(directory);
      }
    } catch (IOException noPlace) {
      return false;
    }
  }

  private static void remove(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  /** The library looks once where to unpack, so all of its parts go to one place. */
  private static final class Directory {
    static final Path PATH = choose();

    private static Path choose() {
      try {
        Path directory = Files.createTempDirectory("bucky-native-");
        System.setProperty(PLACE, directory.toString());
        return directory;
      } catch (IOException noPlace) {
        return Path.of("/nonexistent");
      }
    }
  }
}
