package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Walks a tree for {@link Sanity}: collects files in batches, and sees on its way up which
 * directories are empty. Holds one batch, and the directories on the way down.
 */
final class SanityWalk implements FileVisitor<Path> {
  private static final Duration EMPTY_FOR = Duration.ofDays(1);
  private static final int BATCH = 512;

  /** Takes what the walk meets. */
  interface Consumer {
    void files(List<Path> files) throws InterruptedException;

    /** A fault of the tree itself; gives back what became of it. */
    Finding found(Finding finding) throws InterruptedException;
  }

  /** Carries an interruption through the walk, whose methods may throw nothing else. */
  static final class Interruption extends IOException {
    private static final long serialVersionUID = 1;
    private final transient InterruptedException reason;

    Interruption(InterruptedException reason) {
      super(reason);
      this.reason = reason;
    }

    InterruptedException reason() {
      return reason;
    }
  }

  private static final class Directory {
    private final Instant changed;
    private boolean empty = true;

    Directory(Instant changed) {
      this.changed = changed;
    }
  }

  private final Path root;
  private final Instant emptyBefore;
  private final Consumer consumer;
  private final Deque<Directory> above = new ArrayDeque<>();
  private List<Path> batch = new ArrayList<>();

  SanityWalk(Path root, Instant now, Consumer consumer) {
    this.root = root;
    this.emptyBefore = now.minus(EMPTY_FOR);
    this.consumer = consumer;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
    if (path.endsWith(Quarantine.DIRECTORY)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    // Taken now, because removing what is in it changes it.
    above.push(new Directory(attributes.lastModifiedTime().toInstant()));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    parentIsNotEmpty();
    batch.add(file);
    if (batch.size() == BATCH) {
      flush();
    }
    return FileVisitResult.CONTINUE;
  }

  /** Hands over the files that are left. */
  void flush() throws Interruption {
    List<Path> files = batch;
    batch = new ArrayList<>();
    try {
      consumer.files(files);
    } catch (InterruptedException stop) {
      throw new Interruption(stop);
    }
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
    parentIsNotEmpty();
    if (!(failure instanceof NoSuchFileException)) {
      found(FileCheck.unreadable(root.relativize(path), failure));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path path, IOException failure) throws IOException {
    Directory directory = above.pop();
    Path relative = root.relativize(path);
    boolean stays = true;
    if (failure != null) {
      found(FileCheck.unreadable(relative, failure));
    } else if (!above.isEmpty() && directory.empty && directory.changed.isBefore(emptyBefore)) {
      Instant since = directory.changed.truncatedTo(ChronoUnit.SECONDS);
      Finding finding = found(Finding.of(Fault.EMPTY_DIRECTORY, relative, "empty since " + since));
      stays = finding.repair() == Finding.Repair.FAILED;
    }
    if (stays) {
      parentIsNotEmpty();
    }
    return FileVisitResult.CONTINUE;
  }

  private void parentIsNotEmpty() {
    if (!above.isEmpty()) {
      above.element().empty = false;
    }
  }

  private Finding found(Finding finding) throws Interruption {
    try {
      return consumer.found(finding);
    } catch (InterruptedException stop) {
      throw new Interruption(stop);
    }
  }
}
