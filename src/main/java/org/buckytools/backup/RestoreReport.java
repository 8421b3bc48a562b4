package org.buckytools.backup;

/**
 * What a restore did.
 *
 * @param created files that were missing
 * @param filled files that lacked points
 * @param unchanged files that lacked nothing
 * @param elsewhere metrics that do not belong where the restore may put them
 * @param older how many of these came from an older version, as the newest was damaged
 * @param none metrics without a version so old
 * @param failed metrics that were not restored
 * @param points written into existing files
 */
public record RestoreReport(
    long created,
    long filled,
    long unchanged,
    long elsewhere,
    long older,
    long none,
    long failed,
    long points) {
  /** How many metrics have what the backup knows. */
  public long done() {
    return created + filled + unchanged;
  }
}
