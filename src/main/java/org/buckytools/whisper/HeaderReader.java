package org.buckytools.whisper;

import static org.buckytools.whisper.WhisperFormat.AGGREGATION_AT;
import static org.buckytools.whisper.WhisperFormat.ARCHIVE_COUNT_AT;
import static org.buckytools.whisper.WhisperFormat.ARCHIVE_INFO_SIZE;
import static org.buckytools.whisper.WhisperFormat.MAX_ARCHIVES;
import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;
import static org.buckytools.whisper.WhisperFormat.METADATA_SIZE;
import static org.buckytools.whisper.WhisperFormat.XFF_AT;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a header from bytes that may be anything, and says exactly what is wrong with them. */
final class HeaderReader {
  private final ByteBuffer bytes;
  private final long fileSize;
  private final Path file;

  HeaderReader(ByteBuffer bytes, long fileSize, Path file) {
    this.bytes = bytes;
    this.fileSize = fileSize;
    this.file = file;
  }

  Header read() throws UnsoundException {
    if (fileSize == 0) {
      throw unsound("it is empty (0 bytes)");
    }
    if (fileSize < METADATA_SIZE) {
      throw unsound("its header is cut off: it has " + fileSize + " bytes, a header at least 28");
    }
    Aggregation aggregation = aggregation();
    float xff = bytes.getFloat(XFF_AT);
    if (!(xff >= 0 && xff <= 1)) {
      throw unsound("its xff " + xff + " is not between 0 and 1");
    }
    List<Archive> archives = archives();
    checkOffsets(archives);
    String fault = Retention.fault(layouts(archives));
    if (fault != null) {
      throw unsound(fault);
    }
    return new Header(aggregation, xff, archives);
  }

  // No streams here: they cost a short run milliseconds.
  private static List<Retention> layouts(List<Archive> archives) {
    List<Retention> layouts = new ArrayList<>();
    for (Archive archive : archives) {
      layouts.add(archive.layout());
    }
    return layouts;
  }

  private Aggregation aggregation() throws UnsoundException {
    long id = uint32(AGGREGATION_AT);
    Aggregation aggregation = Aggregation.ofId(id);
    if (aggregation == null) {
      throw unsound(
          "its aggregation method " + id + " is none of 1 to " + Aggregation.values().length);
    }
    return aggregation;
  }

  private List<Archive> archives() throws UnsoundException {
    long count = uint32(ARCHIVE_COUNT_AT);
    if (count == 0) {
      throw unsound("it has no archive");
    }
    if (count > MAX_ARCHIVES) {
      throw unsound(
          "it claims " + count + " archives; no sound file has more than " + MAX_ARCHIVES);
    }
    long headerSize = METADATA_SIZE + count * ARCHIVE_INFO_SIZE;
    if (fileSize < headerSize) {
      throw unsound(
          "its header is cut off: "
              + count
              + " archives need "
              + headerSize
              + " bytes, it has "
              + fileSize);
    }
    List<Archive> archives = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = METADATA_SIZE + i * ARCHIVE_INFO_SIZE;
      archives.add(archive(i, uint32(at), uint32(at + 4), uint32(at + 8)));
    }
    return archives;
  }

  private Archive archive(int index, long offset, long step, long points) throws UnsoundException {
    if (step == 0 || step > Integer.MAX_VALUE) {
      throw unsound("archive " + index + " claims " + step + " seconds per point");
    }
    // A file of 4 GiB, the most that offsets can reach, has fewer points than this limit.
    if (points == 0 || points > Integer.MAX_VALUE) {
      throw unsound("archive " + index + " claims " + points + " points");
    }
    if (step * points > MAX_UINT32) {
      throw unsound(
          "archive " + index + " claims to keep " + step + ":" + points + ", beyond 32-bit time");
    }
    return new Archive(offset, (int) step, (int) points);
  }

  private void checkOffsets(List<Archive> archives) throws UnsoundException {
    long expected = METADATA_SIZE + (long) archives.size() * ARCHIVE_INFO_SIZE;
    for (int i = 0; i < archives.size(); i++) {
      Archive archive = archives.get(i);
      if (archive.offset() != expected) {
        String fault = archive.offset() < expected ? "overlaps what precedes it" : "leaves a hole";
        throw unsound(
            "archive "
                + i
                + " "
                + fault
                + ": it begins at byte "
                + archive.offset()
                + " instead of "
                + expected);
      }
      expected += archive.size();
    }
    if (fileSize != expected) {
      throw unsound(
          (fileSize < expected ? "it is cut off: " : "it has too many bytes: ")
              + "its archives make "
              + expected
              + " bytes, it has "
              + fileSize);
    }
  }

  private long uint32(int at) {
    return bytes.getInt(at) & MAX_UINT32;
  }

  private UnsoundException unsound(String reason) {
    return new UnsoundException(file, reason);
  }
}
