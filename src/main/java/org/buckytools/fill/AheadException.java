package org.buckytools.fill;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A source's newest point lies further in the future than it may. Nothing was written. */
public final class AheadException extends FileSystemException {
  private static final long serialVersionUID = 1;

  AheadException(Path source, long seconds, long allowed) {
    super(
        source.toString(),
        null,
        "its newest point lies "
            + seconds
            + " seconds in the future, and more than "
            + allowed
            + " cannot be clocks that differ; set the clock that is wrong, or remove that point");
  }
}
