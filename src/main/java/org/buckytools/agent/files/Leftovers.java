package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.buckytools.posix.NewFile;
import org.buckytools.tree.HiddenFiles;

/**
 * Removes what killed agents left half-made, and finds what they have hidden, in the background:
 * nobody sees those files, so nobody has to wait.
 */
public final class Leftovers implements AutoCloseable {
  private final Places places;
  private final Consumer<Path> removed;
  private final Thread thread;

  /**
   * Begins.
   *
   * @param removed hears of each file that is hidden until its owners have all of it
   */
  public Leftovers(Places places, Consumer<Path> removed) {
    this.places = places;
    this.removed = removed;
    thread = Thread.ofPlatform().daemon().name("leftovers").start(this::run);
  }

  private void run() {
    try {
      Files.walkFileTree(places.root(), new Sweep());
    } catch (IOException unreadable) {
      // The inventory tells of that.
    }
  }

  private final class Sweep extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      if (name.startsWith(HiddenFiles.REMOVED)) {
        removed.accept(file);
      } else if (NewFile.isHiddenName(name)) {
        try {
          if (NewFile.removeIfAbandoned(file)) {
            places.prune(file.getParent());
          }
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
