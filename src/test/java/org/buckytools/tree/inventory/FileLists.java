package org.buckytools.tree.inventory;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.buckytools.samples.SampleNames;

/** Writes go-carbon's lists of files, as they are and as they should not be. */
final class FileLists {
  static final String MAGIC = "\u007fflc02";

  private FileLists() {}

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(String content) throws IOException {
    return gzip(content.getBytes(StandardCharsets.UTF_8));
  }

  /** What is inside a list of the second version. */
  static final class Second {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Second() throws IOException {
      out.writeBytes(MAGIC);
    }

    Second entry(String path, long size, long points) throws IOException {
      return length(SampleNames.bytes(path).length).path(path).rest(size, points, '\n');
    }

    Second length(long length) throws IOException {
      out.writeLong(length);
      return this;
    }

    Second path(String path) throws IOException {
      out.write(SampleNames.bytes(path));
      return this;
    }

    Second rest(long size, long points, char separator) throws IOException {
      out.writeLong(size);
      out.writeLong(size + 4096);
      out.writeLong(points);
      out.writeLong(1_700_000_000);
      out.write(separator);
      return this;
    }

    byte[] content() {
      return bytes.toByteArray();
    }

    byte[] gzipped() throws IOException {
      return gzip(content());
    }
  }
}
