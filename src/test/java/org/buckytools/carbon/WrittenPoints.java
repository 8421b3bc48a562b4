package org.buckytools.carbon;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which points a carbon-cache says that it has written. For one thread. */
public final class WrittenPoints {
  private final Path file;
  private final Map<String, Set<Long>> times = new TreeMap<>();
  private long position;
  private long written;
  private long refused;

  /**
   * Reads a log from its beginning.
   *
   * @param file as {@link #file} tells
   */
  public WrittenPoints(Path file) {
    this.file = file;
  }

  /** Takes in what was written since the last time. */
  public void read() throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(input.length() - position)];
      input.seek(position);
      input.readFully(bytes);
      String text = new String(bytes, StandardCharsets.US_ASCII);
      int end = text.lastIndexOf('\n') + 1;
      text.substring(0, end).lines().forEach(this::take);
      position += end;
    }
  }

  private void take(String line) {
    String[] words = line.split(" ");
    int points = words.length - 2;
    if (words[0].equals("refused")) {
      refused += points;
      return;
    }
    written += points;
    Set<Long> metric = times.computeIfAbsent(words[1], name -> new TreeSet<>());
    for (int i = 2; i < words.length; i++) {
      metric.add(Long.parseLong(words[i]));
    }
  }

  /** The log that is read. */
  public Path file() {
    return file;
  }

  /** How many points are in its files. */
  public long written() {
    return written;
  }

  /** How many it could not write, such as when a file vanishes between two looks of it. */
  public long refused() {
    return refused;
  }

  /** The times of the points that were written, by metric. */
  public Map<String, Set<Long>> times() {
    return times;
  }

  @Override
  public String toString() {
    return written + " written, " + refused + " refused";
  }
}
