package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Archive ARCHIVE = new Archive(28, 60, 4);

  private final Slots slots = new Slots(new int[2 + 3 * 4], 2, ARCHIVE);

  @Test
  void keepEveryBit() {
    double oddNan = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
    long late = 4_294_967_280L;
    slots.put(3, late, oddNan);
    slots.put(0, 60, -0.0);
    assertThat(slots.timestamp(3)).isEqualTo(late);
    assertThat(Double.doubleToRawLongBits(slots.value(3))).isEqualTo(0x7ff8_0000_dead_beefL);
    assertThat(Double.doubleToRawLongBits(slots.value(0))).isEqualTo(Long.MIN_VALUE);
    assertThat(slots.base()).isEqualTo(60);
    assertThat(slots.count()).isEqualTo(4);
    assertThat(slots.archive()).isEqualTo(ARCHIVE);
  }

  @Test
  void anEmptySlot0MeansAnEmptyArchive() {
    slots.put(1, 660, 5);
    assertThat(copy(600, 4)).containsOnly(Double.NaN);
  }

  @Test
  void oldLapsAreGaps() {
    slots.put(0, 600, 1);
    slots.put(1, 660 - 240, 2);
    slots.put(2, 720, 3);
    assertThat(copy(600, 4)).containsExactly(1, Double.NaN, 3, Double.NaN);
    assertThat(copy(360, 4)).containsExactly(Double.NaN, 2, Double.NaN, Double.NaN);
  }

  @Test
  void moreThanALapRepeatsNothing() {
    slots.put(0, 600, 1);
    slots.put(1, 660, 2);
    assertThat(copy(480, 12))
        .containsExactly(
            Double.NaN,
            Double.NaN,
            1,
            2,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN);
  }

  @Test
  void timesThatNoFileHoldsAreGaps() {
    slots.put(0, 60, 1);
    // Slot 3 is unwritten: its timestamp 0 is not the point of 1970.
    assertThat(copy(-120, 4)).containsExactly(Double.NaN, Double.NaN, Double.NaN, 1);
    // 2^32 + 64 is 64 in 32 bits.
    Slots four = new Slots(new int[12], 0, new Archive(28, 4, 4));
    four.put(0, 64, 1);
    double[] late = new double[1];
    four.copy((1L << 32) + 64, late, 1);
    assertThat(late).containsExactly(Double.NaN);
  }

  private double[] copy(long from, int count) {
    double[] values = new double[count];
    slots.copy(from, values, count);
    return values;
  }
}
