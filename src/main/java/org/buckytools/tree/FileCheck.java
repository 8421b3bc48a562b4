package org.buckytools.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.NewFile;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Survey;
import org.buckytools.whisper.UnsoundException;
import org.buckytools.whisper.WhisperFormat;

/** Examines single files of a tree, changing nothing. Thread-safe. */
final class FileCheck {
  private final Path root;
  private final InstantSource clock;
  private final Optional<Duration> stale;
  private final Duration patience;

  FileCheck(Path root, InstantSource clock, Optional<Duration> stale, Duration patience) {
    this.root = root;
    this.clock = clock;
    this.stale = stale;
    this.patience = patience;
  }

  /** What is wrong with a file, links not followed. A file that is gone meanwhile has no fault. */
  List<Finding> check(Path file) {
    Path relative = root.relativize(file);
    String name = file.getFileName().toString();
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (NewFile.isHiddenName(name)) {
        return NewFile.isAbandoned(file)
            ? List.of(leftover(relative, "an unfinished file of a bucky that was killed"))
            : List.of();
      }
      if (name.startsWith(HiddenFiles.REMOVED)) {
        return List.of(leftover(relative, "removed, and its agent has yet to settle it"));
      }
      if (isToolsLeftover(name)) {
        return List.of(leftover(relative, "whisper-resize or bucky resize left it"));
      }
      if (attributes.isSymbolicLink()) {
        return Files.exists(file)
            ? List.of()
            : List.of(leftover(relative, "a symbolic link that leads nowhere"));
      }
      if (!name.endsWith(WhisperFormat.SUFFIX)) {
        return attributes.isRegularFile() && isWhisper(file, attributes.size())
            ? List.of(
                Finding.of(
                    Fault.MISNAMED,
                    relative,
                    "a whisper file whose name does not end in " + WhisperFormat.SUFFIX))
            : List.of();
      }
      List<Finding> findings = new ArrayList<>();
      checkName(relative, findings);
      if (!attributes.isRegularFile()) {
        findings.add(Finding.of(Fault.UNSOUND, relative, "it is not a regular file"));
      } else if (attributes.size() == 0) {
        findings.add(Finding.of(Fault.EMPTY_FILE, relative, "it has 0 bytes"));
      } else {
        checkContent(file, relative, findings);
      }
      return findings;
    } catch (NoSuchFileException gone) {
      return List.of();
    } catch (IOException failure) {
      return List.of(unreadable(relative, failure));
    }
  }

  private static Finding leftover(Path relative, String what) {
    return Finding.of(Fault.LEFTOVER, relative, what);
  }

  static Finding unreadable(Path relative, IOException failure) {
    return Finding.of(Fault.UNREADABLE, relative, reason(failure));
  }

  /** The reason alone: the finding names the file. */
  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return reason != null ? reason : failure.getClass().getSimpleName();
  }

  private static boolean isToolsLeftover(String name) {
    return name.endsWith(WhisperFormat.SUFFIX + ".tmp")
        || name.endsWith(WhisperFormat.SUFFIX + ".bak");
  }

  private static boolean isWhisper(Path file, long size) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(Header.MAX_SIZE);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(start, 0);
    }
    try {
      Header.read(start.clear(), size, file);
      return true;
    } catch (UnsoundException something) {
      return false;
    }
  }

  private static void checkName(Path relative, List<Finding> findings) {
    try {
      MetricName.ofPath(relative);
    } catch (InvalidNameException invalid) {
      findings.add(Finding.of(Fault.MISNAMED, relative, invalid.getMessage()));
    }
  }

  private void checkContent(Path file, Path relative, List<Finding> findings) throws IOException {
    try (Database database = Database.openToRead(file, patience)) {
      long now = clock.instant().getEpochSecond();
      long newest = 0;
      boolean empty = true;
      List<String> misaligned = new ArrayList<>();
      List<String> future = new ArrayList<>();
      for (int i = 0; i < database.header().archives().size(); i++) {
        Survey survey = database.survey(i, now);
        String archive = "archive " + i + " (" + database.header().archives().get(i).layout() + ")";
        newest = Math.max(newest, survey.newest());
        empty &= survey.isEmpty();
        if (survey.misplaced() > 0) {
          misaligned.add(archive + " has " + survey.misplaced());
        }
        if (survey.future() > 0) {
          future.add(archive + " has " + survey.future());
        }
      }
      if (!misaligned.isEmpty()) {
        findings.add(
            Finding.of(
                Fault.MISALIGNED,
                relative,
                "timestamps that do not belong into their slots: "
                    + String.join(", ", misaligned)));
      }
      if (!future.isEmpty()) {
        findings.add(
            Finding.of(
                Fault.FUTURE, relative, "points in the future: " + String.join(", ", future)));
      }
      if (empty) {
        findings.add(Finding.of(Fault.NO_POINT, relative, "it has no point"));
      } else if (newest > 0 && isStale(newest, now)) {
        findings.add(
            Finding.of(
                Fault.STALE,
                relative,
                "its newest point is of "
                    + Instant.ofEpochSecond(newest)
                    + ", "
                    + (now - newest) / 86_400
                    + " days ago"));
      }
    } catch (UnsoundException unsound) {
      findings.add(Finding.of(Fault.UNSOUND, relative, unsound.fault()));
    }
  }

  private boolean isStale(long newest, long now) {
    return stale.isPresent() && newest < now - stale.get().toSeconds();
  }
}
