package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;

/**
 * Makes what many threads have written durable at once: one sync of the file system serves all who
 * ask for it before it begins. Thread-safe.
 */
public final class GroupSync implements AutoCloseable {
  private final PosixFile directory;
  private final Thread thread;
  private CompletableFuture<Void> next;
  private boolean closed;

  /**
   * @param root a directory of the file system
   */
  public GroupSync(Path root) throws IOException {
    // Kept open: the kernel tells of failed writes those who had a file open when they failed.
    directory = PosixFile.open(root, Access.READ);
    thread = Thread.ofPlatform().name("sync").start(this::run);
  }

  /**
   * Waits until what this thread, and those it knows of, have written and named is on the disk.
   *
   * @throws IOException if it cannot be stored
   */
  public void await() throws IOException, InterruptedException {
    CompletableFuture<Void> mine;
    synchronized (this) {
      if (closed) {
        throw new IOException("the agent is stopping");
      }
      if (next == null) {
        next = new CompletableFuture<>();
        notifyAll();
      }
      mine = next;
    }
    try {
      mine.get();
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause().getMessage(), failed.getCause());
    }
  }

  private void run() {
    for (CompletableFuture<Void> batch = take(); batch != null; batch = take()) {
      try {
        directory.syncFileSystem();
        batch.complete(null);
      } catch (IOException failure) {
        batch.completeExceptionally(failure);
      }
    }
  }

  private synchronized CompletableFuture<Void> take() {
    try {
      while (next == null && !closed) {
        wait();
      }
    } catch (InterruptedException stopped) {
      return null;
    }
    CompletableFuture<Void> batch = next;
    next = null;
    return batch;
  }

  /** Ends after those who wait. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException stop) {
        interrupted = true;
      }
    }
    directory.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
