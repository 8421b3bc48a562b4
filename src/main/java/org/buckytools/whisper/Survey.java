package org.buckytools.whisper;

/**
 * What one archive holds, slot by slot.
 *
 * @param known how many intervals within its retention have a value
 * @param oldest the oldest interval with a value that it retains, 0 if there is none
 * @param newest the newest interval with a value, retained or expired but not in the future, 0 if
 *     there is none
 * @param expired how many values are older than its retention and wait to be overwritten
 * @param future how many values are later than now and one step
 * @param misplaced how many timestamps do not belong into their slot: not on the step, in another
 *     slot than the base gives, or behind an empty slot 0; whisper never returns them
 */
public record Survey(int known, long oldest, long newest, int expired, int future, int misplaced) {
  /** Looks at every slot of an archive. */
  public static Survey of(Slots slots, long now) {
    Archive archive = slots.archive();
    long base = slots.base();
    long oldestKept = archive.oldestInterval(now);
    long newestKept = archive.interval(now) + archive.step();
    int known = 0;
    long oldest = 0;
    long newest = 0;
    int expired = 0;
    int future = 0;
    int misplaced = 0;
    for (int slot = 0; slot < slots.count(); slot++) {
      long time = slots.timestamp(slot);
      if (time == 0) {
        continue;
      }
      if (base == 0 || time % archive.step() != 0 || archive.slot(time, base) != slot) {
        misplaced++;
      } else if (Double.isNaN(slots.value(slot))) {
        continue;
      } else if (time > newestKept) {
        future++;
      } else {
        newest = Math.max(newest, time);
        if (time < oldestKept) {
          expired++;
        } else {
          known++;
          oldest = oldest == 0 ? time : Math.min(oldest, time);
        }
      }
    }
    return new Survey(known, oldest, newest, expired, future, misplaced);
  }

  /** Whether no slot has a value, of whatever time. */
  public boolean isEmpty() {
    return known == 0 && expired == 0 && future == 0;
  }
}
