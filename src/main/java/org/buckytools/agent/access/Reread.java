package org.buckytools.agent.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What some files hold, read again when one of them has changed. Files that cannot be used any more
 * leave in force what was read before, and are logged once: an agent must not stop serving because
 * an administrator is half through a change. Thread-safe.
 *
 * @param <T> what they hold; immutable
 */
final class Reread<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Reread.class);

  /** Reads all the files. */
  interface Reader<T> {
    T read() throws IOException;
  }

  private final List<Path> files;
  private final Reader<T> reader;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile State<T> state;

  private record State<T>(List<String> stamps, T value) {}

  /**
   * Reads the files.
   *
   * @throws IOException if they cannot be used
   */
  Reread(List<Path> files, Reader<T> reader) throws IOException {
    this.files = List.copyOf(files);
    this.reader = reader;
    List<String> stamps = stamps();
    this.state = new State<>(stamps, reader.read());
  }

  /** What the files hold now. */
  T value() {
    List<String> stamps = stamps();
    State<T> known = state;
    if (known.stamps.equals(stamps)) {
      return known.value;
    }
    lock.lock();
    try {
      if (!state.stamps.equals(stamps)) {
        state = new State<>(stamps, readAgain(state.value));
      }
      return state.value;
    } finally {
      lock.unlock();
    }
  }

  private T readAgain(T old) {
    try {
      T read = reader.read();
      LOG.info("read again: {}", files);
      return read;
    } catch (IOException e) {
      LOG.error("still using what {} held before: {}", files, e.toString());
      return old;
    }
  }

  // The stamps are taken before reading, so a change meanwhile is seen next time.
  private List<String> stamps() {
    return files.stream().map(Reread::stamp).toList();
  }

  private static String stamp(Path file) {
    try {
      return Files.readAttributes(file, "unix:dev,ino,size,ctime,mode").toString();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
