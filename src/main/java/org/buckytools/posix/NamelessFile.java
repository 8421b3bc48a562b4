package org.buckytools.posix;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file without a name: nothing of it stays, even if the process is killed. It is first
 * written, then read. Interrupting a thread does not close it. For one thread.
 */
public final class NamelessFile implements Closeable {
  private final RandomAccessFile file;

  /**
   * An empty one, where temporary files are.
   *
   * @throws IOException if there is no place for it
   */
  public NamelessFile() throws IOException {
    Path name = Files.createTempFile("bucky-", null);
    try {
      file = new RandomAccessFile(name.toFile(), "rw");
    } finally {
      Files.delete(name);
    }
  }

  /** Writes on from where it ends; not buffered, and not to be closed. */
  public OutputStream output() throws IOException {
    return new FileOutputStream(file.getFD());
  }

  /** Reads it from its beginning; not buffered, and not to be closed. Nothing is written then. */
  public InputStream input() throws IOException {
    file.seek(0);
    return new FileInputStream(file.getFD());
  }

  /** Gives its room back. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
