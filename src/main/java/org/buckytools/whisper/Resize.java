package org.buckytools.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.posix.FileIdentity;
import org.buckytools.posix.NewFile;

/**
 * Gives files another layout, aggregation method or xff and keeps every point that fits, see {@link
 * Refit}.
 *
 * <p>A new layout makes a new file that replaces the old at once, complete and synced, while the
 * old one is locked: whoever honours the lock sees one or the other and loses nothing that was
 * stored before. A new method or xff alone is written into the file's header; points already
 * aggregated stay as they are. Needs memory of about twice the file's size.
 *
 * @param patience how long to wait for each lock
 */
public record Resize(Duration patience) {
  /** What the name of a kept old file ends in. */
  public static final String BACKUP_SUFFIX = ".bak";

  /**
   * Resizes a file in its place.
   *
   * @param keepBackup keep the old file beside it, with {@link #BACKUP_SUFFIX}, if the points have
   *     to be rewritten
   * @param now the time now, seconds since 1970
   * @throws FileAlreadyExistsException if there is such a backup already; nothing has been done
   * @throws UnsoundException if the file is not sound; it has not been touched
   */
  public Resized inPlace(Path path, NewShape shape, boolean keepBackup, long now)
      throws IOException {
    // A symbolic link must stay one.
    Path file = path.toRealPath();
    try (Database database = Database.openToWrite(file, patience)) {
      Header before = database.header();
      Header after = shape.of(before);
      if (after.equals(before)) {
        return new Resized(Resized.Outcome.UNCHANGED, before, after, List.of(), List.of());
      }
      if (after.archives().equals(before.archives())) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(after.size());
        after.encode(bytes);
        database.file().write(bytes, 0);
        database.file().sync();
        return new Resized(Resized.Outcome.HEADER_CHANGED, before, after, List.of(), List.of());
      }
      try (NewFile replacement = NewFile.begin(file, patience)) {
        Resized result = refit(database, after, replacement, now);
        if (keepBackup) {
          keep(file);
        }
        replacement.commitReplacing();
        return result;
      }
    }
  }

  /**
   * Writes what the resized file would be to another file; the source stays.
   *
   * @throws FileAlreadyExistsException if there is something of that name
   */
  public Resized toNewFile(Path source, NewShape shape, Path target, long now) throws IOException {
    try (Database database = Database.openToRead(source, patience);
        NewFile created = NewFile.begin(target, patience)) {
      Resized result = refit(database, shape.of(database.header()), created, now);
      created.commit();
      return result;
    }
  }

  private static Resized refit(Database source, Header after, NewFile target, long now)
      throws IOException {
    Header before = source.header();
    List<Slots> old = new ArrayList<>();
    List<Integer> pointsBefore = new ArrayList<>();
    for (int i = 0; i < before.archives().size(); i++) {
      old.add(source.slots(i));
      pointsBefore.add(Survey.of(old.get(i), now).known());
    }
    ByteBuffer start = ByteBuffer.allocateDirect(after.size());
    after.encode(start);
    target.file().write(start, 0);
    Refit refit = new Refit(old, after, now);
    List<Integer> pointsAfter = new ArrayList<>();
    for (Archive archive : after.archives()) {
      checkFits(source.path(), archive);
      int[] words = refit.archive(archive);
      pointsAfter.add(Survey.of(new Slots(words, 0, archive), now).known());
      ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(archive.size()));
      bytes.asIntBuffer().put(words);
      target.file().write(bytes, archive.offset());
    }
    target.resemble(source.path());
    return new Resized(Resized.Outcome.REWRITTEN, before, after, pointsBefore, pointsAfter);
  }

  private static void checkFits(Path path, Archive archive) throws FileSystemException {
    if (archive.size() > Integer.MAX_VALUE) {
      throw new FileSystemException(
          path.toString(),
          null,
          "archive " + archive.layout() + " would have more than 2 GiB; keep fewer points");
    }
  }

  private static void keep(Path file) throws IOException {
    Path backup = file.resolveSibling(file.getFileName() + BACKUP_SUFFIX);
    try {
      Files.createLink(backup, file);
    } catch (FileAlreadyExistsException taken) {
      // Left by a resize that was killed at this point, it is the same file and serves again.
      if (!FileIdentity.of(backup).equals(FileIdentity.of(file))) {
        throw new FileAlreadyExistsException(
            backup.toString(),
            null,
            "exists already; remove it, or resize without keeping a backup");
      }
    }
  }
}
