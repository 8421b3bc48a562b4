package org.buckytools.whisper;

import static org.buckytools.whisper.WhisperFormat.AGGREGATION_AT;
import static org.buckytools.whisper.WhisperFormat.ARCHIVE_COUNT_AT;
import static org.buckytools.whisper.WhisperFormat.ARCHIVE_INFO_SIZE;
import static org.buckytools.whisper.WhisperFormat.MAX_ARCHIVES;
import static org.buckytools.whisper.WhisperFormat.MAX_RETENTION_AT;
import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;
import static org.buckytools.whisper.WhisperFormat.METADATA_SIZE;
import static org.buckytools.whisper.WhisperFormat.XFF_AT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.posix.PosixFile;

/**
 * What a whisper file says about itself.
 *
 * @param aggregation how finer points become coarser ones
 * @param xff the share of finer points that must be known to aggregate, 0 to 1
 * @param archives finest first, at least one
 */
public record Header(Aggregation aggregation, float xff, List<Archive> archives) {
  /** How many bytes of a file are enough to read any header. */
  public static final int MAX_SIZE = METADATA_SIZE + MAX_ARCHIVES * ARCHIVE_INFO_SIZE;

  public Header {
    if (!(xff >= 0 && xff <= 1)) {
      throw new IllegalArgumentException("xff " + xff + " is not between 0 and 1");
    }
    archives = List.copyOf(archives);
  }

  /**
   * The header of a new file with these retentions.
   *
   * @throws IllegalArgumentException if they do not fit together or the file would be too large for
   *     the format
   */
  public static Header of(Aggregation aggregation, float xff, List<Retention> retentions) {
    List<Retention> checked = Retention.check(retentions);
    List<Archive> archives = new ArrayList<>();
    long offset = METADATA_SIZE + (long) ARCHIVE_INFO_SIZE * checked.size();
    for (Retention retention : checked) {
      if (offset > MAX_UINT32 || retention.seconds() > MAX_UINT32) {
        throw new IllegalArgumentException(
            "retention " + retention + " makes the file larger than the whisper format allows");
      }
      Archive archive = new Archive(offset, retention.step(), retention.points());
      archives.add(archive);
      offset += archive.size();
    }
    return new Header(aggregation, xff, archives);
  }

  /** The longest retention, in seconds. */
  public long maxRetention() {
    return archives.getLast().retention();
  }

  /** The size of the header in bytes. */
  public int size() {
    return METADATA_SIZE + ARCHIVE_INFO_SIZE * archives.size();
  }

  /** The size of the whole file in bytes. */
  public long fileSize() {
    Archive last = archives.getLast();
    return last.offset() + last.size();
  }

  /** The archives' steps and points, finest first. */
  public List<Retention> retentions() {
    return archives.stream().map(Archive::layout).toList();
  }

  /** Writes the header to the buffer's beginning. */
  public void encode(ByteBuffer buffer) {
    buffer.putInt(AGGREGATION_AT, aggregation.id());
    buffer.putInt(MAX_RETENTION_AT, (int) maxRetention());
    buffer.putFloat(XFF_AT, xff);
    buffer.putInt(ARCHIVE_COUNT_AT, archives.size());
    int at = METADATA_SIZE;
    for (Archive archive : archives) {
      buffer.putInt(at, (int) archive.offset());
      buffer.putInt(at + 4, archive.step());
      buffer.putInt(at + 8, archive.points());
      at += ARCHIVE_INFO_SIZE;
    }
  }

  /**
   * Reads and checks a header. Counts and offsets are believed only after they have been checked
   * against the file's size.
   *
   * @param bytes begins with the file's first bytes: the whole file or at least {@link #MAX_SIZE}
   *     of it
   * @param fileSize the file's true size in bytes
   * @param file named in errors
   */
  public static Header read(ByteBuffer bytes, long fileSize, Path file) throws UnsoundException {
    return new HeaderReader(bytes, fileSize, file).read();
  }

  /** Reads and checks the header of an open file. */
  public static Header read(PosixFile file) throws IOException {
    ByteBuffer start = ByteBuffer.allocateDirect(MAX_SIZE);
    file.read(start, 0);
    return read(start.clear(), file.size(), file.path());
  }
}
