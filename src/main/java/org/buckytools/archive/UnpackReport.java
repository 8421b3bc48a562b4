package org.buckytools.archive;

/**
 * What an {@link Unpacking} did.
 *
 * @param created how many metrics were missing, at least in one place
 * @param filled how many lacked points
 * @param unchanged how many had all
 * @param elsewhere how many belong where the sink may not put them
 * @param before how many the journal of an earlier run says are done
 * @param refused how many members were passed over because of what they are
 * @param failed how many metrics could not be put, or not everywhere
 * @param points how many were written into files that existed
 * @param damage why the archive could not be read to its end; null if it could
 */
public record UnpackReport(
    long created,
    long filled,
    long unchanged,
    long elsewhere,
    long before,
    long refused,
    long failed,
    long points,
    DamagedArchiveException damage) {
  /** How many metrics are where they belong. */
  public long done() {
    return created + filled + unchanged;
  }
}
