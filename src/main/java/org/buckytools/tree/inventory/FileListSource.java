package org.buckytools.tree.inventory;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameBytes;

/** The names as go-carbon's list of files has them. */
final class FileListSource implements Source {
  /** How long before it wrote the list go-carbon may have looked at a directory. */
  private static final Duration SCAN = Duration.ofHours(1);

  private static final byte[] SUFFIX = MetricName.SUFFIX.getBytes(StandardCharsets.US_ASCII);
  private static final int CHECK_EVERY = 1 << 12;

  private final Path file;
  private final FileList.Limits limits;
  private final int portion;
  private volatile FileTime lastRead;

  FileListSource(Path file, FileList.Limits limits, int portion) {
    this.file = file;
    this.limits = limits;
    this.portion = portion;
  }

  @Override
  public Yield read() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      // A pipe would let nobody go who opens it.
      throw new IOException(file + ": it is not a regular file");
    }
    FileTime written = attributes.lastModifiedTime();
    lastRead = written;
    PassedOver.Counter passed = new PassedOver.Counter();
    try (InputStream in = new FileInputStream(file.toFile());
        FileList list = new FileList(in, limits)) {
      NameTable table = sorted(list, passed);
      return new Yield(table, passed.sum(), written.toInstant().minus(SCAN));
    } catch (InterruptedIOException stop) {
      throw stop;
    } catch (IOException e) {
      throw new IOException(
          "go-carbon's list of files "
              + file
              + " is of no use: "
              + (e.getMessage() == null ? "it is cut off" : e.getMessage())
              + "; have go-carbon write it anew, or start without --cache-path to scan the tree",
          e);
    }
  }

  private NameTable sorted(FileList list, PassedOver.Counter passed) throws IOException {
    NameSorter sorter = new NameSorter(portion);
    for (long count = 0; list.next(); count++) {
      add(list, sorter, passed);
      if (count % CHECK_EVERY == 0 && Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("reading " + file + " was stopped");
      }
    }
    return sorter.build();
  }

  private static void add(FileList list, NameSorter sorter, PassedOver.Counter passed)
      throws IOException {
    byte[] path = list.path();
    int end = list.length() - SUFFIX.length;
    if (end < 0 || !Arrays.equals(path, end, list.length(), SUFFIX, 0, SUFFIX.length)) {
      // A directory, of which the first version tells too.
      return;
    }
    int from = 0;
    while (from < end && path[from] == '/') {
      from++;
    }
    for (int i = from; i < end; i++) {
      if (path[i] == '.') {
        passed.invalid(text(path, end) + " is no metric's: a dot stands for a directory");
        return;
      }
      if (path[i] == '/') {
        path[i] = '.';
      }
    }
    if (!NameBytes.isName(path, from, end)) {
      passed.invalid(text(path, end) + " is no metric's");
      return;
    }
    System.arraycopy(path, from, path, 0, end - from);
    sorter.add(path, end - from, list.size(), list.points());
  }

  private static String text(byte[] path, int end) {
    return "'" + new String(path, 0, end, StandardCharsets.UTF_8) + MetricName.SUFFIX + "'";
  }

  @Override
  public boolean hasChanged() {
    try {
      return !Files.getLastModifiedTime(file).equals(lastRead);
    } catch (IOException unreadable) {
      // Reading it will say why.
      return true;
    }
  }

  @Override
  public boolean mayLag() {
    return true;
  }

  @Override
  public String description() {
    return "go-carbon's list of files " + file;
  }
}
