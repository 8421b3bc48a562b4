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

  @Test
  void theWordsMayHoldMoreThanTheArchive() {
    int[] words = new int[20];
    Slots second = new Slots(words, 5, ARCHIVE);
    assertThat(second.words()).isSameAs(words);
    assertThat(second.start()).isEqualTo(5);
  }

  @Test
  void allBefore1970IsAGap() {
    slots.put(0, 60, 1);
    assertThat(copy(-240, 4)).containsOnly(Double.NaN);
  }

  @Test
  void theLastSecondThatAFileHoldsIsAPointAndTheNextIsNot() {
    long last = 0xffff_ffffL;
    Slots fives = new Slots(new int[12], 0, new Archive(28, 5, 4));
    fives.put(0, last - 5, 1);
    fives.put(1, last, 2);
    // In 32 bits that is what follows.
    fives.put(2, 4, 3);
    double[] values = new double[4];
    fives.copy(last - 5, values, 4);
    assertThat(values).containsExactly(1, 2, Double.NaN, Double.NaN);
  }

  @Test
  void theNewestIsTheLatestThatIsInItsPlaceAndNotTooLate() {
    assertThat(slots.newest(10_000)).isZero();
    slots.put(1, 660, 1);
    assertThat(slots.newest(10_000)).as("behind an empty slot 0").isZero();
    slots.put(0, 600, 1);
    slots.put(2, 780, 1);
    slots.put(3, 781, 1);
    assertThat(slots.newest(10_000)).as("a step too late, and off the step").isEqualTo(660);
    slots.put(2, 960, 1);
    assertThat(slots.newest(960)).as("the next lap").isEqualTo(960);
    assertThat(slots.newest(959)).isEqualTo(660);
  }
}
