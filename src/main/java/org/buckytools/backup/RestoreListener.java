package org.buckytools.backup;

import java.io.IOException;

/** Hears of what is wrong in a store. Called by several threads. */
public interface RestoreListener {
  /** A version is not what was backed up. */
  void damaged(Version version, IOException reason);

  /** An older version of a metric whose newest is damaged is sound, but has not been asked for. */
  void offered(Version older);

  /** An older version was used instead of the damaged one. */
  void used(Version older);

  /** A metric could not be restored or verified for another reason. */
  void failed(String what, IOException failure);

  /** Something is stored under a name that no metric can have. */
  void refused(String reason);
}
