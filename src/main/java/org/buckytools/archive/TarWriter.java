package org.buckytools.archive;

import static org.buckytools.archive.TarFormat.BLOCK;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.buckytools.metric.MetricName;

/**
 * Writes a POSIX tar archive of metrics that every tar reads: ustar headers, with a pax record
 * before those whose name has more than ASCII or does not fit. The same members give the same
 * bytes. Not thread-safe.
 */
public final class TarWriter {
  // As GNU tar: whoever reads from a tape or in large blocks gets whole ones.
  private static final int TAPE_BLOCK = 20 * BLOCK;
  private static final long MOST_OCTAL = 077777777777L;
  private static final int PAX_MODE = 0644;
  private static final int NO_SPLIT = -1;

  private final OutputStream out;
  private final byte[] header = new byte[BLOCK];
  private long written;

  /**
   * @param out gets the archive in whole headers and files; is not closed
   */
  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds a metric.
   *
   * @throws IOException if the archive cannot be written
   */
  public void write(ArchivedFile member) throws IOException {
    String path = member.name().toString().replace('.', '/') + MetricName.SUFFIX;
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    int slash = split(bytes);
    if (slash == NO_SPLIT || bytes.length > path.length()) {
      byte[] record = record("path", path);
      begin(TarFormat.PAX, "PaxHeaders/" + ascii(path), 0, record.length, PAX_MODE, 0);
      put(record);
      path = ascii(path);
      slash = 0;
    }
    int size = member.content().length;
    begin(TarFormat.FILE, path, slash, size, member.mode(), member.modified());
    put(member.content());
  }

  /** At which slash prefix and name part: 0 if the name needs no prefix. */
  private static int split(byte[] path) {
    if (path.length <= TarFormat.NAME_SIZE) {
      return 0;
    }
    for (int i = path.length - TarFormat.NAME_SIZE - 1; i <= TarFormat.PREFIX_SIZE; i++) {
      if (i > 0 && i < path.length && path[i] == '/') {
        return i;
      }
    }
    return NO_SPLIT;
  }

  /** A name for those who do not know pax. */
  private static String ascii(String path) {
    String plain = path.replaceAll("[^\\x20-\\x7e]", "_");
    return plain.substring(Math.max(0, plain.length() - TarFormat.NAME_SIZE / 2));
  }

  /** A pax record, whose length counts its own digits. */
  private static byte[] record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int without = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = without + 1;
    while (length != without + Integer.toString(length).length()) {
      length++;
    }
    return (length + rest).getBytes(StandardCharsets.UTF_8);
  }

  private void begin(char type, String path, int slash, long size, int mode, long modified)
      throws IOException {
    Arrays.fill(header, (byte) 0);
    if (slash > 0) {
      text(TarFormat.PREFIX_AT, path.substring(0, slash));
      text(TarFormat.NAME_AT, path.substring(slash + 1));
    } else {
      text(TarFormat.NAME_AT, path);
    }
    octal(TarFormat.MODE_AT, TarFormat.SMALL_SIZE, mode & 0777);
    octal(TarFormat.USER_AT, TarFormat.SMALL_SIZE, 0);
    octal(TarFormat.GROUP_AT, TarFormat.SMALL_SIZE, 0);
    octal(TarFormat.SIZE_AT, TarFormat.LARGE_SIZE, size);
    octal(TarFormat.TIME_AT, TarFormat.LARGE_SIZE, Math.clamp(modified, 0, MOST_OCTAL));
    header[TarFormat.TYPE_AT] = (byte) type;
    text(TarFormat.MAGIC_AT, TarFormat.MAGIC + "\0" + "00");
    text(TarFormat.SUM_AT, " ".repeat(TarFormat.SMALL_SIZE));
    long sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    octal(TarFormat.SUM_AT, TarFormat.SMALL_SIZE - 1, sum);
    header[TarFormat.SUM_AT + TarFormat.SMALL_SIZE - 2] = 0;
    out.write(header);
    written += BLOCK;
  }

  private void text(int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void octal(int at, int size, long number) {
    for (int i = at + size - 2; i >= at; i--) {
      header[i] = (byte) ('0' + (number & 7));
      number >>= 3;
    }
  }

  private void put(byte[] data) throws IOException {
    out.write(data);
    fill(TarFormat.padding(data.length));
    written += data.length;
  }

  private void fill(int zeros) throws IOException {
    out.write(new byte[zeros]);
    written += zeros;
  }

  /**
   * Writes the mark of the end. An archive without it is known to be cut off.
   *
   * @throws IOException if the archive cannot be written
   */
  public void finish() throws IOException {
    fill(2 * BLOCK);
    fill((int) ((TAPE_BLOCK - written % TAPE_BLOCK) % TAPE_BLOCK));
    out.flush();
  }
}
