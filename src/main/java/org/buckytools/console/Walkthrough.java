package org.buckytools.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows commands as somebody would type them, step by step, and under each what it prints. All of
 * it is data of one console, also the commands' messages. For one thread.
 */
public final class Walkthrough {
  private static final String BOLD = "\033[1m";
  private static final String BLUE = "\033[36m";
  private static final String PLAIN = "\033[0m";
  private static final List<String> OBEYED = List.of("TERM", "NO_COLOR");

  private final Console console;
  private int steps;

  /**
   * A walk that begins.
   *
   * @param console where to show it
   */
  public Walkthrough(Console console) {
    this.console = console;
  }

  /** Begins a step. */
  public void step(String title) {
    steps++;
    console.println("\n" + coloured(BOLD, steps + ". " + title));
    console.flush();
  }

  /** Shows text between the commands. */
  public void text(String line) {
    console.println(line);
    console.flush();
  }

  /** Shows a command as it would be typed. */
  public void command(List<String> arguments) {
    text(
        coloured(
            BLUE,
            "$ bucky "
                + arguments.stream().map(Walkthrough::typed).collect(Collectors.joining(" "))));
  }

  private static String typed(String argument) {
    boolean isPlain = argument.matches("[A-Za-z0-9_./:=,@%+-]+");
    return isPlain ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }

  private String coloured(String colour, String words) {
    return console.colour() ? colour + words + PLAIN : words;
  }

  /** What one command prints. */
  public interface Output {
    /** The console to run it with. */
    Console console();

    /** Tells how many lines were left out. */
    void end();
  }

  /**
   * What a command prints, indented.
   *
   * @param most how many lines of data to show at most
   */
  public Output output(int most) {
    OutputStream shown = console.data();
    Indented data = new Indented(shown, most);
    OutputStream messages = new After(data, new Indented(shown, Integer.MAX_VALUE));
    Console inner =
        new Console(InputStream.nullInputStream(), data, messages, environment(), new Inner());
    return new Output() {
      @Override
      public Console console() {
        return inner;
      }

      @Override
      public void end() {
        inner.flush();
        try {
          data.tellOmitted();
        } catch (IOException e) {
          throw new Console.OutputException(e);
        }
      }
    };
  }

  // What is set for the host's own metrics must not change what is shown here.
  private Map<String, String> environment() {
    Map<String, String> environment =
        OBEYED.stream().collect(Collectors.toMap(name -> name, console::environment));
    environment.put("BUCKY_CONFIG", "none");
    return environment;
  }

  /** Messages, which come after what is told of the data that were left out before them. */
  private static final class After extends OutputStream {
    private final Indented data;
    private final Indented messages;

    After(Indented data, Indented messages) {
      this.data = data;
      this.messages = messages;
    }

    @Override
    public void write(int unit) throws IOException {
      data.tellOmitted();
      messages.write(unit);
    }

    @Override
    public void flush() throws IOException {
      messages.flush();
    }
  }

  /** A line can be redrawn within the data only if somebody looks at both. */
  private final class Inner implements Terminal {
    @Override
    public boolean out() {
      return console.colour();
    }

    @Override
    public boolean err() {
      return console.dataIsRead() && console.live();
    }
  }
}
