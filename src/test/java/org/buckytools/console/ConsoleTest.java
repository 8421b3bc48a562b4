package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  @Test
  void dataAndMessagesGoDifferentWays() {
    var screen = new Screen();
    screen.console().println("dätä ▁");
    screen.console().message("a message");

    assertThat(screen.out()).isEqualTo("dätä ▁\n");
    assertThat(screen.err()).isEqualTo("a message\n");
  }

  @Test
  void messagesComeAfterTheDataPrintedBeforeThem() {
    var both = new ByteArrayOutputStream();
    Console console = Screen.over(both, both);
    console.print("1 ");
    console.message("2");
    console.print("3");
    console.close();

    assertThat(both.toString(StandardCharsets.UTF_8)).isEqualTo("1 2\n3");
  }

  @Test
  void textAndBinaryDataKeepTheirOrder() throws IOException {
    var screen = new Screen();
    screen.console().print("text ");
    try (OutputStream data = screen.console().data()) {
      data.write("data ".getBytes(StandardCharsets.UTF_8));
    }
    screen.console().print("text");

    assertThat(screen.out()).isEqualTo("text data text");
  }

  @Test
  void failingToWriteDataIsAnError() {
    Console console =
        Screen.over(new Failing("No space left on device"), new ByteArrayOutputStream());
    console.print("data");

    assertThatThrownBy(console::close)
        .isInstanceOfSatisfying(
            Console.OutputException.class, e -> assertThat(e.readerGone()).isFalse())
        .hasMessage("standard output: No space left on device");
  }

  @Test
  void aReaderThatIsGoneIsTold() {
    Console console = Screen.over(new Failing("Broken pipe"), new ByteArrayOutputStream());
    console.message("keeps the failure for later");
    console.print("data");

    assertThatThrownBy(console::flush)
        .isInstanceOfSatisfying(
            Console.OutputException.class, e -> assertThat(e.readerGone()).isTrue());
  }

  @Test
  void failingToWriteAMessageIsNot() {
    var out = new ByteArrayOutputStream();
    Console console = Screen.over(out, new Failing("closed"));
    console.message("lost");
    console.print("data");
    console.close();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("data");
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    assertThat(new Screen().console().colour()).isFalse();
    assertThat(Screen.terminal(Map.of()).console().colour()).isTrue();
    assertThat(Screen.terminal(Map.of("NO_COLOR", "1")).console().colour()).isFalse();
    assertThat(Screen.terminal(Map.of("TERM", "dumb")).console().colour()).isFalse();
    assertThat(Screen.terminal(Map.of("TERM", "dumb")).console().live()).isFalse();
    assertThat(Screen.terminal(Map.of("NO_COLOR", "1")).console().live()).isTrue();
  }

  /** A stream that cannot be written. */
  private static final class Failing extends OutputStream {
    private final String reason;

    Failing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(reason);
    }
  }
}
