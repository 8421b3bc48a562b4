package org.buckytools.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;

/** A tree of small whisper files, and ways to spoil it. Everything in it is a week old. */
final class SampleTree {
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_400);
  static final Header HEADER =
      Header.of(Aggregation.AVERAGE, 0.5f, List.of(new Retention(60, 5), new Retention(300, 6)));
  private static final FileTime OLD = FileTime.from(NOW.minus(Duration.ofDays(7)));

  final Path root;

  SampleTree(Path root) {
    this.root = root;
  }

  /** A sound file with a point in each archive. */
  static RawWhisper healthy() {
    long now = NOW.getEpochSecond();
    return new RawWhisper(HEADER).put(0, 0, now - 60, 1).put(1, 0, now - now % 300, 1);
  }

  /** So many healthy files, a hundred in a directory. */
  SampleTree withHealthy(int files) throws IOException {
    byte[] content = healthy().bytes();
    for (int i = 0; i < files; i++) {
      put("healthy/d" + i / 1000 + "/e" + i / 100 + "/m" + i + ".wsp", content);
    }
    return this;
  }

  Path put(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    Files.setLastModifiedTime(file, OLD);
    return file;
  }

  Path put(String path, RawWhisper file) throws IOException {
    return put(path, file.bytes());
  }

  Path directory(String path, Duration age) throws IOException {
    Path directory = Files.createDirectories(root.resolve(path));
    Files.setLastModifiedTime(directory, FileTime.from(NOW.minus(age)));
    return directory;
  }

  /**
   * Everything about the files that must not change: path, identity, time of change, owner, mode
   * and content.
   */
  SortedMap<String, String> state(Predicate<String> which) throws IOException {
    SortedMap<String, String> state = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      paths
          .filter(path -> which.test(root.relativize(path).toString()))
          .forEach(path -> state.put(root.relativize(path).toString(), describe(path)));
    }
    return state;
  }

  private static String describe(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return "directory";
      }
      if (!attributes.isRegularFile()) {
        return "no file";
      }
      return Files.readAttributes(path, "unix:ino,mode,uid,gid,lastModifiedTime").toString()
          + digest(Files.readAllBytes(path));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
