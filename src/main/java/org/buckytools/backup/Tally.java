package org.buckytools.backup;

import java.util.concurrent.atomic.LongAdder;

/** The counters of a backup or purge. Thread-safe. */
final class Tally {
  final LongAdder stored = new LongAdder();
  final LongAdder unchanged = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder passedOver = new LongAdder();
  final LongAdder bytesRead = new LongAdder();
  final LongAdder bytesStored = new LongAdder();
  final LongAdder expired = new LongAdder();
  final LongAdder purged = new LongAdder();
  final LongAdder orphans = new LongAdder();

  BackupReport report() {
    return new BackupReport(
        stored.sum(),
        unchanged.sum(),
        failed.sum(),
        passedOver.sum(),
        bytesRead.sum(),
        bytesStored.sum(),
        expired.sum(),
        purged.sum(),
        orphans.sum());
  }
}
