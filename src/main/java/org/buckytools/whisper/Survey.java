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
    Surveyor surveyor = new Surveyor(slots.archive(), slots.base(), now);
    for (int slot = 0; slot < slots.count(); slot++) {
      surveyor.add(slot, slots.timestamp(slot), slots.value(slot));
    }
    return surveyor.result();
  }

  /** Whether no slot has a value, of whatever time. */
  public boolean isEmpty() {
    return known == 0 && expired == 0 && future == 0;
  }
}
