package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsTextLeftAndNumbersRight() {
    var screen = new Screen();
    new Table("NAME", ">POINTS", "NOTE")
        .row("a", "1", "")
        .row("längér", "12345678", "full")
        .print(screen.console());

    assertThat(screen.out())
        .isEqualTo(
            """
            NAME      POINTS  NOTE
            a              1
            längér  12345678  full
            """);
  }

  @Test
  void refusesARowOfAnotherWidth() {
    var table = new Table("A", "B");
    assertThatThrownBy(() -> table.row("only one"))
        .hasMessage("a row of 1 cells in a table of 2 columns");
  }
}
