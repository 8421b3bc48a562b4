package org.buckytools.agent.relocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.HiddenFiles;

/**
 * The list of hidden files, in the root of the tree, so that none is forgotten whatever happens.
 *
 * <p>A line each is appended before a file is hidden and after it is gone. Fields are parted by
 * tabs, the first being a checksum of the rest: a line that was half written when the power failed
 * says nothing, and nothing depends on it yet. Thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final String BEGUN = "+";
  private static final String ENDED = "-";
  // Lines of what is over are thrown away at a start, and when there are so many bytes of them.
  private static final long LONG = 4 << 20;
  private static final int FEW = 1_000;

  private final Path path;
  private final Map<String, Hidden> pending = new LinkedHashMap<>();
  private FileChannel file;
  private boolean isTorn;

  /**
   * Reads the list, and begins it anew with what is still pending.
   *
   * @param root of the tree
   */
  Journal(Path root) throws IOException {
    path = root.resolve(HiddenFiles.REMOVALS);
    Files.deleteIfExists(next());
    if (Files.exists(path)) {
      for (String line : new String(Files.readAllBytes(path), StandardCharsets.UTF_8).split("\n")) {
        read(line);
      }
    }
    rewrite();
  }

  private void read(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length < 3 || !fields[0].equals(checksum(line.substring(fields[0].length() + 1)))) {
      return;
    }
    if (fields[1].equals(ENDED)) {
      pending.remove(fields[2]);
    } else if (fields[1].equals(BEGUN) && fields.length == 7) {
      try {
        pending.put(
            fields[2],
            new Hidden(
                fields[2],
                MetricName.of(fields[3]),
                fields[4],
                fields[5].isEmpty() ? List.of() : List.of(fields[5].split(",")),
                MetricName.of(fields[6])));
      } catch (InvalidNameException ofALaterVersion) {
        // The file stays where it is; sanity tells of it.
      }
    }
  }

  private static String line(Hidden hidden) {
    return String.join(
        "\t",
        BEGUN,
        hidden.id(),
        hidden.metric().toString(),
        hidden.digest(),
        String.join(",", hidden.owners()),
        hidden.as().toString());
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** Notes that files are about to be hidden. The caller syncs before it does that. */
  synchronized void begin(List<Hidden> all) throws IOException {
    append(all.stream().map(Journal::line).toList());
    all.forEach(hidden -> pending.put(hidden.id(), hidden));
  }

  /**
   * Notes that files are gone, or were not hidden after all. Need not be synced. Where it cannot be
   * noted, on a full disk, they stay pending.
   */
  synchronized void end(List<Hidden> all) throws IOException {
    append(all.stream().map(hidden -> ENDED + "\t" + hidden.id()).toList());
    all.forEach(hidden -> pending.remove(hidden.id()));
    if (!all.isEmpty() && file.size() > LONG && pending.size() < FEW) {
      rewrite();
    }
  }

  private void append(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    if (file == null) {
      file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
    // A full disk takes a part of the lines; the next one must not become the rest of one.
    StringBuilder text = new StringBuilder(isTorn ? "\n" : "");
    for (String line : lines) {
      text.append(checksum(line)).append('\t').append(line).append('\n');
    }
    long before = file.size();
    try {
      write(file, text.toString());
      isTorn = false;
    } catch (IOException failure) {
      takeBack(before, failure);
      throw failure;
    }
  }

  /** Nothing is to remain of lines that could not all be written. */
  private void takeBack(long before, IOException failure) {
    try {
      file.truncate(before);
    } catch (IOException another) {
      isTorn = true;
      failure.addSuppressed(another);
    }
  }

  private static void write(FileChannel file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private Path next() {
    return path.resolveSibling(HiddenFiles.REMOVALS + ".new");
  }

  /** Leaves what is pending, and no file if there is nothing. */
  private void rewrite() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
    if (pending.isEmpty()) {
      Files.deleteIfExists(path);
      return;
    }
    Path next = next();
    StringBuilder lines = new StringBuilder();
    for (Hidden hidden : pending.values()) {
      String line = line(hidden);
      lines.append(checksum(line)).append('\t').append(line).append('\n');
    }
    try (FileChannel written =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(written, lines.toString());
      written.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What is hidden, or about to be. */
  synchronized List<Hidden> pending() {
    return new ArrayList<>(pending.values());
  }

  synchronized boolean isPending(String id) {
    return pending.containsKey(id);
  }

  synchronized int size() {
    return pending.size();
  }

  @Override
  public synchronized void close() throws IOException {
    rewrite();
  }
}
