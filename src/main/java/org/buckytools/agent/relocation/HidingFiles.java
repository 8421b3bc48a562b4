package org.buckytools.agent.relocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.agent.files.Desk;
import org.buckytools.agent.files.FileContent;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.posix.FileStamp;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.posix.Writers;
import org.buckytools.wire.ContentDigest;
import org.buckytools.wire.MetricStat;

/** What is done to files that are hidden, each step under the file's exclusive lock. */
final class HidingFiles {
  /** What became of an attempt to hide a file. */
  enum Outcome {
    HIDDEN,
    CHANGED,
    ABSENT
  }

  /** Somebody has a file open who can still write to it, which nobody must lose. */
  static final class OpenToWriteException extends FileSystemException {
    private static final long serialVersionUID = 1;

    private OpenToWriteException(Path path) {
      super(
          path.toString(),
          null,
          "another process has it open to write to it; see which with lsof or fuser");
    }
  }

  private final MetricFiles files;
  private final MetricFiles.Listener listener;
  private final Duration patience;

  HidingFiles(MetricFiles files, MetricFiles.Listener listener, Duration patience) {
    this.files = files;
    this.listener = listener;
    this.patience = patience;
  }

  /** Hides a file if it is what it has to be. A writer that has it open still writes to it. */
  Outcome hide(Desk desk, Hidden hidden) throws IOException {
    Path path = files.places().of(hidden.metric());
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, patience)) {
      if (!digest(desk, hidden, file).equals(hidden.digest())) {
        return Outcome.CHANGED;
      }
      Files.move(path, hidden.file(path), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException missing) {
      return Outcome.ABSENT;
    }
    listener.removed(hidden.metric());
    return Outcome.HIDDEN;
  }

  // It has just been read for its owners. And should its stamp not tell of a change: before it is
  // removed it is read again.
  private String digest(Desk desk, Hidden hidden, PosixFile file) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    Optional<String> known = files.digests().of(hidden.metric(), stamp);
    return known.isPresent() ? known.get() : ContentDigest.of(desk.read(file));
  }

  /** Removes those whose owners have all of it; tells which are gone. */
  List<Hidden> removeUnchanged(List<Hidden> all) throws IOException, InterruptedException {
    return files.disk().run(desk -> removeUnchanged(desk, all));
  }

  private List<Hidden> removeUnchanged(Desk desk, List<Hidden> all) {
    List<Hidden> gone = new ArrayList<>();
    for (Hidden hidden : all) {
      try {
        if (remove(desk, hidden, hidden.digest()).isEmpty()) {
          gone.add(hidden);
        }
      } catch (IOException | RuntimeException failure) {
        // Whoever settles it alone finds the same, and tells.
      }
    }
    return gone;
  }

  /**
   * Removes a hidden file if its owners have all of it.
   *
   * @param known digest of what they have
   * @return what the file has instead; nothing if it is gone
   * @throws OpenToWriteException if that may still change; it has not been touched
   */
  Optional<FileContent> remove(Hidden hidden, String known)
      throws IOException, InterruptedException {
    return files.disk().run(desk -> remove(desk, hidden, known));
  }

  private Optional<FileContent> remove(Desk desk, Hidden hidden, String known) throws IOException {
    Path visible = files.places().of(hidden.metric());
    Path path = hidden.file(visible);
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, patience)) {
      // Nobody opens it any more by the name that it had.
      checkNobodyWrites(file);
      ByteBuffer content = desk.read(file);
      String digest = ContentDigest.of(content);
      if (!digest.equals(known)) {
        byte[] bytes = new byte[content.remaining()];
        content.get(0, bytes);
        MetricStat stat =
            new MetricStat(
                hidden.as().toString(),
                bytes.length,
                0644,
                file.modified().toMillis() / 1000,
                0,
                digest,
                null);
        return Optional.of(new FileContent(bytes, digest, stat));
      }
      Files.delete(path);
    } catch (NoSuchFileException gone) {
      // Removed before the agent was killed, or it was killed before it had hidden it.
      return Optional.empty();
    }
    files.places().prune(visible.getParent());
    return Optional.empty();
  }

  /**
   * Brings a hidden file back into sight: it gets its name again, or where that is taken it is
   * filled into what has it. Nothing happens if it is gone.
   */
  void bringBack(Hidden hidden) throws IOException, InterruptedException {
    files
        .disk()
        .run(
            desk -> {
              bringBack(desk, hidden);
              return null;
            });
  }

  private void bringBack(Desk desk, Hidden hidden) throws IOException {
    Path visible = files.places().of(hidden.metric());
    Path path = hidden.file(visible);
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, patience)) {
      while (!link(visible, path) && !Files.isSameFile(visible, path)) {
        checkNobodyWrites(file);
        if (files.fillPath(desk, visible, desk.read(file))) {
          break;
        }
        // Somebody has removed what had the name: it is free now.
      }
      Files.delete(path);
    } catch (NoSuchFileException gone) {
      if (Files.exists(path)) {
        throw gone;
      }
      return;
    }
    listener.created(hidden.metric());
  }

  private static void checkNobodyWrites(PosixFile file) throws OpenToWriteException {
    if (file.writers() == Writers.SOME) {
      throw new OpenToWriteException(file.path());
    }
  }

  private static boolean link(Path visible, Path hidden) throws IOException {
    try {
      Files.createLink(visible, hidden);
      return true;
    } catch (FileAlreadyExistsException createdAnew) {
      return false;
    }
  }
}
