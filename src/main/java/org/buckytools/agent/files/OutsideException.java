package org.buckytools.agent.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A symbolic link leads from where a metric should be to outside of the tree. */
public final class OutsideException extends FileSystemException {
  private static final long serialVersionUID = 1;

  OutsideException(Path path) {
    super(path.toString(), null, "a symbolic link leads from there out of the tree");
  }
}
