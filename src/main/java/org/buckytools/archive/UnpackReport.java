package org.buckytools.archive;

import java.io.IOException;

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
 * @param broken why it ended before the end of the archive: a {@link DamagedArchiveException} or a
 *     {@link GivenUpException}; null if it did not
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
    IOException broken) {
  /** How many metrics are where they belong. */
  public long done() {
    return created + filled + unchanged;
  }

  /** How many members there were, whatever became of them. */
  public long members() {
    return done() + elsewhere + before + refused + failed;
  }
}
