package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.buckytools.posix.NewFile;

/** Repairs what is safe to repair. What it does not repair it leaves as it was. */
final class Repairs {
  private final Path root;
  private final Quarantine quarantine;

  Repairs(Path root, Quarantine quarantine) {
    this.root = root;
    this.quarantine = quarantine;
  }

  /** The finding with what became of it. */
  Finding repair(Finding finding) throws InterruptedException {
    Path path = root.resolve(finding.path());
    try {
      return switch (finding.fault()) {
        case UNSOUND, EMPTY_FILE -> quarantined(finding, path);
        case LEFTOVER -> removedIfOurs(finding, path);
        case EMPTY_DIRECTORY -> removed(finding, path);
        default -> finding;
      };
    } catch (IOException failure) {
      return finding.failed(FileCheck.reason(failure));
    }
  }

  private Finding quarantined(Finding finding, Path path) throws IOException, InterruptedException {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        ? finding.done("moved to " + quarantine.take(path))
        : finding.failed("it is no file; look at it yourself");
  }

  private static Finding removedIfOurs(Finding finding, Path path) throws IOException {
    if (!NewFile.isHiddenName(path.getFileName().toString())) {
      return finding;
    }
    return NewFile.removeIfAbandoned(path)
        ? finding.done("removed")
        : finding.failed("somebody works on it again");
  }

  private static Finding removed(Finding finding, Path directory) throws IOException {
    try {
      Files.delete(directory);
      return finding.done("removed");
    } catch (DirectoryNotEmptyException usedMeanwhile) {
      return finding.failed("it is in use again");
    }
  }
}
