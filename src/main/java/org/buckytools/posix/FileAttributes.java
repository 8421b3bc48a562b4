package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a file's inode tells.
 *
 * @param mode kind and permissions, as stat(2) has them
 * @param stamp by what it can be told later whether the file has changed
 */
public record FileAttributes(int mode, FileStamp stamp) {
  /** Those of the file that a path leads to, links followed. */
  public static FileAttributes of(Path path) throws IOException {
    FileStatus status = FileStatus.of(path);
    return new FileAttributes(status.mode(), status.stamp());
  }

  /** Those of an open file, as its server knows them now if its file system has one. */
  public static FileAttributes of(PosixFile file) throws IOException {
    FileStatus status = FileStatus.now(file);
    return new FileAttributes(status.mode(), status.stamp());
  }
}
