package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.buckytools.posix.NewFile;

/**
 * Removes what killed agents left half-made, in the background: nobody sees those files, so nobody
 * has to wait.
 */
public final class Leftovers implements AutoCloseable {
  private final Thread thread;

  /**
   * Begins.
   *
   * @param root of the tree
   */
  public Leftovers(Path root) {
    thread = Thread.ofPlatform().daemon().name("leftovers").start(() -> run(root));
  }

  private static void run(Path root) {
    try {
      Files.walkFileTree(root, new Sweep());
    } catch (IOException unreadable) {
      // The inventory tells of that.
    }
  }

  private static final class Sweep extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (NewFile.isHiddenName(file.getFileName().toString())) {
        try {
          NewFile.removeIfAbandoned(file);
        } catch (IOException another) {
          // Somebody else has finished or removed it, or this agent may not.
        }
      }
      return Thread.currentThread().isInterrupted()
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** Waits until all are removed. */
  public void await() throws InterruptedException {
    thread.join();
  }

  /** Stops, wherever it is. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
