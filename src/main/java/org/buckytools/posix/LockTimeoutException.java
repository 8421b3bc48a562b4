package org.buckytools.posix;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Somebody else held a file's flock for longer than the caller was willing to wait. Trying again
 * later may succeed.
 */
public final class LockTimeoutException extends FileSystemException {
  private static final long serialVersionUID = 1;

  LockTimeoutException(Path path, Duration waited) {
    super(
        path.toString(),
        null,
        "still locked by another process after "
            + waited.toMillis() / 1000.0
            + " s; see who holds it with lsof or fuser, or allow a longer wait");
  }
}
