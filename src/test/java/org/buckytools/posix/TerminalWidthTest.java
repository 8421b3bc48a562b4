package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalWidthTest {
  @Test
  void whatIsNoTerminalHasNone() {
    assertThat(TerminalWidth.of(-1)).isZero();
  }
}
