package org.buckytools.backup;

/**
 * What a backup did.
 *
 * @param stored metrics of which a version was stored
 * @param unchanged metrics whose newest version is still right
 * @param failed metrics and directories that could not be read or stored
 * @param passedOver links, misnamed files and the like
 * @param bytesRead from the tree
 * @param bytesStored compressed
 * @param expired versions removed because of the retention
 * @param purged versions removed because their metric is no longer on disk
 * @param orphans leftovers of runs that died, removed
 */
public record BackupReport(
    long stored,
    long unchanged,
    long failed,
    long passedOver,
    long bytesRead,
    long bytesStored,
    long expired,
    long purged,
    long orphans) {
  /** How many metrics are safe. */
  public long done() {
    return stored + unchanged;
  }
}
