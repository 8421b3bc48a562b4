package org.buckytools.backup;

import java.io.IOException;
import java.nio.file.Path;

/** Hears of what a backup or a purge did not do. Called by several threads. */
public interface BackupListener {
  /** A metric is not backed up, or a version not removed; the rest goes on. */
  void failed(String what, IOException failure);

  /** Something in the tree is not backed up because it is a link or no metric's file. */
  void passedOver(Path path, IOException reason);

  /** Something in the store is odd. */
  void warning(String text);
}
