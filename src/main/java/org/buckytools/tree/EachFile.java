package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does the same with whisper files that are given one by one or as trees, and goes on after a
 * failure. For one thread.
 */
public final class EachFile {
  /** What is done. */
  public interface Action {
    /** Works on one file. */
    void on(Path file) throws IOException;
  }

  /** Hears of what could not be done. */
  public interface Listener {
    /** A file, or a directory below a tree, failed; the rest goes on. */
    void failed(Path path, IOException failure);

    /** A file has been worked on, whether it failed or not. */
    void done();
  }

  private final Action action;
  private final Listener listener;
  private long done;
  private long failed;

  /** For any number of calls of {@link #run}. */
  public EachFile(Action action, Listener listener) {
    this.action = action;
    this.listener = listener;
  }

  /** Works on a file, whatever its name, or on each whisper file below a directory. */
  public void run(Path path) {
    if (!Files.isDirectory(path)) {
      one(path);
      return;
    }
    try (TreeWalk walk = new TreeWalk(path, new Passed())) {
      for (TreeWalk.Found found = walk.next(); found != null; found = walk.next()) {
        one(found.path());
      }
    } catch (IOException failure) {
      fail(path, failure);
    }
  }

  private void one(Path file) {
    try {
      action.on(file);
      done++;
    } catch (IOException failure) {
      fail(file, failure);
    }
    listener.done();
  }

  private void fail(Path path, IOException failure) {
    failed++;
    listener.failed(path, failure);
  }

  /** How many files were done. */
  public long done() {
    return done;
  }

  /** How many files and directories failed. */
  public long failed() {
    return failed;
  }

  private final class Passed implements TreeWalk.Listener {
    @Override
    public void unreadable(Path path, IOException failure) {
      fail(path, failure);
    }

    @Override
    public void link(Path path) {
      // Whoever put a link there has the file itself somewhere else; touching it twice helps
      // nobody.
    }
  }
}
