package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final Archive MINUTES = new Archive(28, 60, 10);

  @Test
  void intervalsAreTimesRoundedDown() {
    assertThat(MINUTES.interval(119)).isEqualTo(60);
    assertThat(MINUTES.interval(120)).isEqualTo(120);
    assertThat(MINUTES.interval(0)).isZero();
    assertThat(MINUTES.interval(-1)).isEqualTo(-60);
  }

  @Test
  void aLapEndsWithThePresentInterval() {
    assertThat(MINUTES.oldestInterval(6_059)).isEqualTo(5_460);
    assertThat(MINUTES.oldestInterval(6_060)).isEqualTo(5_520);
  }

  @Test
  void slotsGoRoundFromTheBase() {
    assertThat(MINUTES.slot(6_000, 6_000)).isZero();
    assertThat(MINUTES.slot(6_540, 6_000)).isEqualTo(9);
    assertThat(MINUTES.slot(6_600, 6_000)).isZero();
    assertThat(MINUTES.slot(5_940, 6_000)).isEqualTo(9);
    assertThat(MINUTES.slot(60, 4_294_967_280L)).isEqualTo(3);
  }

  @Test
  void aBaseOffTheStepRoundsDown() {
    assertThat(MINUTES.slot(6_000, 6_001)).isEqualTo(9);
    assertThat(MINUTES.slot(6_060, 6_001)).isZero();
  }

  @Test
  void sizesDoNotOverflow() {
    Archive large = new Archive(28, 2, Integer.MAX_VALUE);
    assertThat(large.retention()).isEqualTo(4_294_967_294L);
    assertThat(large.size()).isEqualTo(25_769_803_764L);
    assertThat(large.position(Integer.MAX_VALUE - 1)).isEqualTo(28 + 25_769_803_752L);
    assertThat(large.layout()).isEqualTo(new Retention(2, Integer.MAX_VALUE));
  }
}
