package org.buckytools.codec;

import io.airlift.compress.v3.snappy.SnappyNativeCompressor;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.buckytools.posix.DeflateLibrary;
import org.buckytools.posix.ZstdLibrary;

/**
 * Loads native libraries without leaving a file behind.
 *
 * <p>For zstd the system's is taken, which nearly every one has, else the one that the compression
 * library brings: that has to be unpacked, and our jar to be opened for it, which a short command
 * feels.
 *
 * <p>For gzip the system's libdeflate is taken, else the JDK does the work.
 *
 * <p>For snappy the compression library loads its own. It unpacks it into a file and deletes that
 * at the end of the JVM, which never comes for a process that is killed or halts; but once it is
 * loaded the file is not needed. Where nothing can be loaded the library's Java does the work, at a
 * fifth of the speed.
 */
final class NativeLibraries {
  private static final String PLACE = "aircompressor.tmpdir";

  private NativeLibraries() {}

  /** The library for zstd, or null. */
  static synchronized ZstdLibrary zstd() {
    return Zstd.LIBRARY;
  }

  /** The library for gzip, or null. */
  static synchronized DeflateLibrary deflate() {
    return Deflate.LIBRARY;
  }

  static synchronized boolean snappy() {
    return Snappy.USABLE;
  }

  private static final class Zstd {
    static final ZstdLibrary LIBRARY =
        ZstdLibrary.ofSystem().or(NativeLibraries::bundledZstd).orElse(null);
  }

  private static final class Deflate {
    static final DeflateLibrary LIBRARY = DeflateLibrary.ofSystem().orElse(null);
  }

  private static final class Snappy {
    static final boolean USABLE = load(SnappyNativeCompressor::isEnabled);
  }

  /** The library for zstd that the compression library brings. */
  static Optional<ZstdLibrary> bundledZstd() {
    String arch = System.getProperty("os.arch");
    String resource = "/aircompressor/linux-" + arch + "/libzstd.so";
    try (InputStream in = ZstdInputStream.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      Path file = Files.createTempFile("bucky-native-", ".so");
      try {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return ZstdLibrary.load(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException noPlace) {
      return Optional.empty();
    }
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

  /** The library looks once where to unpack. */
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
