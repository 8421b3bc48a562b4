package org.buckytools.whisper;

/** Counts what one archive holds, stretch by stretch of its slots. For one thread. */
final class Surveyor {
  private final Archive archive;
  private final long base;
  private final long oldestKept;
  private final long newestKept;
  private int known;
  private long oldest;
  private long newest;
  private int expired;
  private int future;
  private int misplaced;

  /**
   * @param base the timestamp in slot 0
   */
  Surveyor(Archive archive, long base, long now) {
    this.archive = archive;
    this.base = base;
    this.oldestKept = archive.oldestInterval(now);
    this.newestKept = archive.interval(now) + archive.step();
  }

  void add(int slot, long time, double value) {
    if (time == 0) {
      return;
    }
    if (base == 0 || time % archive.step() != 0 || archive.slot(time, base) != slot) {
      misplaced++;
    } else if (!Double.isNaN(value)) {
      addValue(time);
    }
  }

  private void addValue(long time) {
    if (time > newestKept) {
      future++;
      return;
    }
    newest = Math.max(newest, time);
    if (time < oldestKept) {
      expired++;
    } else {
      known++;
      oldest = oldest == 0 ? time : Math.min(oldest, time);
    }
  }

  Survey result() {
    return new Survey(known, oldest, newest, expired, future, misplaced);
  }
}
