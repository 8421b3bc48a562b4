package org.buckytools.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A console whose output a test can read. */
public final class Screen {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  /** A console without a terminal. */
  public Screen() {
    this(Map.of(), Terminal.NONE);
  }

  Screen(Map<String, String> environment, Terminal terminal) {
    this(InputStream.nullInputStream(), environment, terminal);
  }

  private Screen(InputStream in, Map<String, String> environment, Terminal terminal) {
    console = new Console(in, out, err, environment, terminal);
  }

  /**
   * A console with standard input.
   *
   * @param input what can be read there
   * @return the screen
   */
  public static Screen reading(String input) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return new Screen(in, Map.of(), Terminal.NONE);
  }

  /**
   * A console in an environment.
   *
   * @param environment the variables that are set
   * @return the screen
   */
  public static Screen with(Map<String, String> environment) {
    return new Screen(environment, Terminal.NONE);
  }

  /**
   * A terminal at which somebody types.
   *
   * @param input what is typed
   * @return the screen
   */
  public static Screen asking(String input) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return new Screen(in, Map.of("TERM", "dumb"), new Both(0));
  }

  /**
   * A terminal of a width.
   *
   * @param columns how wide
   * @return the screen
   */
  public static Screen wide(int columns) {
    return new Screen(Map.of("TERM", "dumb"), new Both(columns));
  }

  static Screen terminal(Map<String, String> environment) {
    return new Screen(environment, new Both(0));
  }

  static Console over(OutputStream out, OutputStream err) {
    return new Console(InputStream.nullInputStream(), out, err, Map.of(), Terminal.NONE);
  }

  /**
   * What commands print on.
   *
   * @return the console
   */
  public Console console() {
    return console;
  }

  /**
   * The data so far.
   *
   * @return what standard output has got
   */
  public String out() {
    console.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * The messages so far.
   *
   * @return what standard error has got
   */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private record Both(int columns) implements Terminal {
    @Override
    public boolean in() {
      return true;
    }

    @Override
    public boolean out() {
      return true;
    }

    @Override
    public boolean err() {
      return true;
    }
  }
}
