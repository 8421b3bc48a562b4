package org.buckytools.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.buckytools.posix.PosixFile;
import org.buckytools.store.Keys;
import org.buckytools.store.Listing;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;
import org.buckytools.store.UnfitKeyException;

/**
 * Objects as files below a directory, which is created when the first is put.
 *
 * <p>A file is written in {@link Staging} and renamed when it is complete. {@link #sync} syncs the
 * file system once, instead of each file: for thousands of small ones that takes a hundredth of the
 * time. What a killed process has left is not listed, and is removed by the next that writes.
 * Symbolic links below the directory are not followed.
 */
public final class DiskStore implements Store {
  /** Somebody who deletes may remove a directory just when it is to be used. */
  private static final int ATTEMPTS = 100;

  /** How many names of a directory to hold while it is listed: some megabytes. */
  private static final int PAGE = 1 << 15;

  private static final int LONGEST_NAME = 255;

  private final Path root;
  private final int page;
  private final Staging staging;
  private final AtomicBoolean changed = new AtomicBoolean();
  private final DirectBuffers buffers = new DirectBuffers();

  /** A store in a directory, which need not exist. */
  public DiskStore(Path root) {
    this(root, PAGE);
  }

  DiskStore(Path root, int page) {
    this.page = page;
    this.root = root.toAbsolutePath().normalize();
    this.staging = new Staging(this.root);
  }

  @Override
  public void put(String key, ByteBuffer content) throws IOException {
    Path target = path(key);
    if (isTooLong(key)) {
      throw new UnfitKeyException(
          "cannot write "
              + target
              + ": the name of a file or directory has at most 255 bytes; a store in S3 or Swift"
              + " takes longer ones");
    }
    changed.set(true);
    try {
      Path written = staging.newFile();
      try {
        write(written, content.duplicate());
        move(written, target);
      } catch (IOException | RuntimeException failure) {
        Files.deleteIfExists(written);
        throw failure;
      }
    } catch (IOException failure) {
      throw failed("write", target, failure);
    }
  }

  private void write(Path file, ByteBuffer content) throws IOException {
    try (PosixFile created = PosixFile.create(file)) {
      if (content.isDirect()) {
        created.write(content, 0);
        return;
      }
      ByteBuffer direct = buffers.take(content.remaining());
      try {
        created.write(direct.put(content).flip(), 0);
      } finally {
        buffers.giveBack(direct);
      }
    }
  }

  private static void move(Path written, Path target) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        PosixFile.rename(written, target);
        return;
      } catch (NoSuchFileException noDirectory) {
        if (attempt == ATTEMPTS) {
          throw noDirectory;
        }
      }
      try {
        Files.createDirectories(target.getParent());
      } catch (NoSuchFileException | FileAlreadyExistsException removedMeanwhile) {
        if (attempt == ATTEMPTS) {
          throw removedMeanwhile;
        }
      }
    }
  }

  @Override
  public byte[] get(String key, int limit) throws IOException {
    Path file = path(key);
    if (isTooLong(key)) {
      throw new NoSuchObjectException(root.toString(), key);
    }
    try (PosixFile opened = PosixFile.openNoLink(file)) {
      long size = opened.size();
      if (size > limit && !Files.isDirectory(file)) {
        throw new ObjectTooLargeException(root.toString(), key, size, limit);
      }
      // One more, to notice what grows, and that a directory is none.
      byte[] content = read(opened, (int) Math.min(size, limit) + 1);
      if (content.length > limit) {
        throw new ObjectTooLargeException(root.toString(), key, content.length, limit);
      }
      return content;
    } catch (NoSuchFileException missing) {
      throw new NoSuchObjectException(root.toString(), key);
    } catch (StoreException failure) {
      throw failure;
    } catch (IOException failure) {
      // A part of the key may be a file, for which there is no exception of its own.
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(file)) {
        throw new NoSuchObjectException(root.toString(), key);
      }
      throw failed("read", file, failure);
    }
  }

  private byte[] read(PosixFile file, int most) throws IOException {
    ByteBuffer direct = buffers.take(most);
    try {
      byte[] content = new byte[file.read(direct.limit(most), 0)];
      direct.get(0, content);
      return content;
    } finally {
      buffers.giveBack(direct);
    }
  }

  @Override
  public Listing list(String prefix, String after) throws IOException {
    try {
      return new DiskListing(root, prefix, after, page);
    } catch (IOException failure) {
      throw failed("list", root, failure);
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Path file = path(key);
    if (isTooLong(key)) {
      return;
    }
    changed.set(true);
    try {
      if (!Files.deleteIfExists(file)) {
        return;
      }
      for (Path empty = file.getParent(); !empty.equals(root); empty = empty.getParent()) {
        Files.deleteIfExists(empty);
      }
    } catch (DirectoryNotEmptyException used) {
      // It holds other objects, or the key is that of others' beginning.
    } catch (IOException failure) {
      throw failed("delete", file, failure);
    }
  }

  @Override
  public void sync() throws IOException {
    // Before it is synced: what is changed meanwhile needs another sync.
    if (!changed.getAndSet(false) || !Files.isDirectory(root)) {
      return;
    }
    try (PosixFile directory = PosixFile.open(root, PosixFile.Access.READ)) {
      directory.syncFileSystem();
    } catch (IOException failure) {
      changed.set(true);
      throw failed("sync", root, failure);
    }
  }

  @Override
  public void close() throws IOException {
    staging.close();
  }

  private static boolean isTooLong(String key) {
    return key.length() > LONGEST_NAME / 3
        && Stream.of(key.split("/"))
            .anyMatch(part -> part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME);
  }

  private Path path(String key) {
    return root.resolve(Keys.check(key));
  }

  private static StoreException failed(String action, Path file, IOException failure) {
    String reason = failure.getMessage();
    if (failure instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (failure instanceof NoSuchFileException missing && missing.getReason() == null) {
      reason = "there is no " + missing.getFile();
    } else if (failure instanceof FileSystemException named && named.getReason() != null) {
      // It may have been said already what could not be done.
      String cause = named.getReason();
      int begin = cause.startsWith("cannot ") ? cause.indexOf(": ") + 2 : 0;
      reason = cause.substring(begin == 1 ? 0 : begin);
    }
    return new StoreException("cannot " + action + " " + file + ": " + reason, failure);
  }
}
