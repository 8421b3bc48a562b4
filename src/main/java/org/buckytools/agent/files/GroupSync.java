package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;

/**
 * Makes what many threads have written durable at once: one sync of the file system serves all who
 * ask for it before it begins. What has to be named between two syncs is named here, so that the
 * second of those is the first of others. Thread-safe.
 */
public final class GroupSync implements AutoCloseable {
  private final PosixFile directory;
  private final Thread thread;
  private Batch next;
  private boolean closed;

  /** Gives something that was written its name. */
  @FunctionalInterface
  interface Naming {
    void run() throws IOException;
  }

  private record Named(Naming naming, CompletableFuture<Void> told) {}

  /** Those whom one sync serves. */
  private static final class Batch {
    final CompletableFuture<Void> synced = new CompletableFuture<>();
    final List<CompletableFuture<Void>> named = new ArrayList<>();
    final List<Named> toBeNamed = new ArrayList<>();
  }

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
    next().await();
  }

  /** The next sync that begins, which serves what has been written by now. */
  synchronized Stored next() throws IOException {
    return new Stored(batch().synced);
  }

  /** What will be on the disk. */
  static final class Stored {
    private final CompletableFuture<Void> told;

    private Stored(CompletableFuture<Void> told) {
      this.told = told;
    }

    /**
     * Waits until it is.
     *
     * @throws IOException of the naming, or if it cannot be stored
     */
    void await() throws IOException, InterruptedException {
      try {
        told.get();
      } catch (ExecutionException failed) {
        // Whoever waits may have to know which.
        switch (failed.getCause()) {
          case FileSystemException failure -> throw failure;
          case Throwable failure -> throw new IOException(failure.getMessage(), failure);
        }
      }
    }
  }

  /**
   * Names something after what it was written with is on the disk, and waits until the name is.
   *
   * @throws IOException of the naming, or if it cannot be stored
   */
  void await(Naming naming) throws IOException, InterruptedException {
    next(naming).await();
  }

  /**
   * Names something after what it was written with is on the disk, and then has the name stored.
   */
  synchronized Stored next(Naming naming) throws IOException {
    CompletableFuture<Void> told = new CompletableFuture<>();
    batch().toBeNamed.add(new Named(naming, told));
    return new Stored(told);
  }

  private Batch batch() throws IOException {
    if (closed) {
      throw new IOException("the agent is stopping");
    }
    if (next == null) {
      next = new Batch();
      notifyAll();
    }
    return next;
  }

  private void run() {
    List<CompletableFuture<Void>> named = List.of();
    for (Batch batch = take(named); batch != null; batch = take(named)) {
      named = new ArrayList<>();
      try {
        directory.syncFileSystem();
        batch.synced.complete(null);
        batch.named.forEach(one -> one.complete(null));
        name(batch.toBeNamed, named);
      } catch (IOException failure) {
        batch.synced.completeExceptionally(failure);
        batch.named.forEach(one -> one.completeExceptionally(failure));
        batch.toBeNamed.forEach(one -> one.told.completeExceptionally(failure));
      }
    }
  }

  private static void name(List<Named> all, List<CompletableFuture<Void>> named) {
    for (Named one : all) {
      try {
        one.naming.run();
        named.add(one.told);
      } catch (IOException | RuntimeException failure) {
        one.told.completeExceptionally(failure);
      }
    }
  }

  /**
   * The next, of which those are a part whose names have just been given.
   *
   * @return null at the end
   */
  private synchronized Batch take(List<CompletableFuture<Void>> named) {
    try {
      while (next == null && named.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException stopped) {
      return null;
    }
    Batch batch = next == null && !named.isEmpty() ? new Batch() : next;
    if (batch != null) {
      batch.named.addAll(named);
    }
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
