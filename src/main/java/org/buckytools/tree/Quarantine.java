package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import org.buckytools.posix.FileIdentity;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.posix.Resemblance;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.UnsoundException;

/**
 * Takes unsound files out of a tree's way: each keeps its relative path below {@link #DIRECTORY},
 * and nothing there is ever overwritten. Carbon and bucky find no metrics there, as names have no
 * leading dot.
 */
public final class Quarantine {
  /** The directory, in the root of the tree. */
  public static final String DIRECTORY = ".bucky-quarantine";

  /** What has not changed for so long is not being created just now. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Path root;
  private final InstantSource clock;
  private final Duration patience;

  Quarantine(Path root, InstantSource clock, Duration patience) {
    this.root = root;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Moves a file, if it still is unsound when it is locked and nobody is writing it.
   *
   * @return where it is now, relative to the tree
   * @throws FileSystemException if it must stay where it is
   */
  Path take(Path file) throws IOException, InterruptedException {
    FileTime seen = Files.getLastModifiedTime(file);
    awaitSettled(seen);
    try (PosixFile locked = PosixFile.openLocked(file, Access.READ, Lock.EXCLUSIVE, patience)) {
      if (!locked.modified().equals(seen)) {
        throw new FileSystemException(
            file.toString(), null, "it is being written just now; run again");
      }
      if (isSound(locked)) {
        throw new FileSystemException(file.toString(), null, "it has become sound meanwhile");
      }
      return move(file);
    }
  }

  /** Not every program that creates a file locks it before it is complete. */
  private void awaitSettled(FileTime changed) throws InterruptedException {
    Duration age = Duration.between(changed.toInstant(), clock.instant());
    Duration left = SETTLED.minus(age);
    if (!age.isNegative() && left.isPositive()) {
      Thread.sleep(left);
    }
  }

  private static boolean isSound(PosixFile file) throws IOException {
    try {
      Header.read(file);
      return true;
    } catch (UnsoundException unsound) {
      return false;
    }
  }

  private Path move(Path file) throws IOException {
    Path wanted = root.resolve(DIRECTORY).resolve(root.relativize(file));
    Resemblance.createDirectories(wanted.getParent(), file.getParent(), root);
    Path target = wanted;
    for (int i = 1; !link(target, file); i++) {
      target = wanted.resolveSibling(wanted.getFileName() + "." + i);
    }
    Files.delete(file);
    return root.relativize(target);
  }

  /** A link fails if the name is taken, where a rename would replace what has it. */
  private static boolean link(Path target, Path file) throws IOException {
    try {
      Files.createLink(target, file);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return FileIdentity.of(target).equals(FileIdentity.of(file));
    }
  }
}
