package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkthroughTest {

  private static void show(Screen screen) {
    Walkthrough walk = new Walkthrough(screen.console());
    walk.step("Look");
    walk.command(List.of("list", "-r", "a b'c"));
    Walkthrough.Output output = walk.output(2);
    for (int i = 1; i <= 4; i++) {
      output.console().println(i == 2 ? "" : "line " + i);
    }
    output.console().message("four");
    output.end();
    walk.text("End");
  }

  @Test
  void inALogItIsPlainTextInTheOrderOfEvents() {
    Screen screen = new Screen();

    show(screen);

    assertThat(screen.out())
        .isEqualTo(
            """

            1. Look
            $ bucky list -r 'a b'\\''c'
               line 1

               … and 2 lines more
               four
            End
            """);
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void onATerminalTitlesAndCommandsAreColouredUnlessItIsNotWanted() {
    Screen coloured = Screen.terminal(Map.of("TERM", "xterm"));
    Screen plain = Screen.terminal(Map.of("TERM", "xterm", "NO_COLOR", "1"));

    show(coloured);
    show(plain);

    assertThat(coloured.out()).contains("\033[1m1. Look\033[0m\n", "\033[36m$ bucky list");
    assertThat(plain.out()).contains("1. Look").doesNotContain("\033");
  }

  @Test
  void aLineThatIsRedrawnStaysIndented() {
    Screen screen = Screen.terminal(Map.of("TERM", "xterm"));
    Walkthrough.Output output = new Walkthrough(screen.console()).output(10);

    assertThat(output.console().live()).isTrue();
    output.console().raw("\r\033[K1 of 2");
    output.console().raw("\r\033[K2 of 2");
    output.console().raw("\r\033[K");
    output.console().message("done");
    output.end();

    assertThat(screen.out()).isEqualTo("\r\033[K   1 of 2\r\033[K   2 of 2\r\033[K   done\n");
  }
}
