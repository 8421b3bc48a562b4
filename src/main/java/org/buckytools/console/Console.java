package org.buckytools.console;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The three standard streams of one run.
 *
 * <p>Data is buffered and written as UTF-8 whatever the locale; {@link #close} flushes it. Messages
 * go out at once, after the data printed before them. Failing to write data is an error ({@link
 * OutputException}), failing to write a message is not. Safe for use by several threads, a call
 * being printed as a whole.
 */
public final class Console implements AutoCloseable {

  private final InputStream in;
  private final OutputStream out;
  private final Writer text;
  private final OutputStream messages;
  private final Map<String, String> environment;
  private final Terminal terminal;

  /**
   * A console over given streams, for tests and for commands run inside others.
   *
   * @param in standard input
   * @param out receives data
   * @param messages receives everything else
   * @param environment the environment variables to obey
   * @param terminal which of the streams are terminals
   */
  public Console(
      InputStream in,
      OutputStream out,
      OutputStream messages,
      Map<String, String> environment,
      Terminal terminal) {
    this.in = in;
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.text =
        new BufferedWriter(new OutputStreamWriter(this.out, StandardCharsets.UTF_8), 1 << 13);
    this.messages = messages;
    this.environment = environment;
    this.terminal = terminal;
  }

  /**
   * The console of this process.
   *
   * @return a console over file descriptors 0, 1 and 2
   */
  public static Console system() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        Terminal.ofProcess());
  }

  /**
   * Prints data.
   *
   * @param data written as it is
   */
  public synchronized void print(String data) {
    try {
      text.write(data);
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /**
   * Prints a line of data.
   *
   * @param line the line, without its end
   */
  public synchronized void println(String line) {
    print(line);
    print("\n");
  }

  /**
   * A stream for binary data.
   *
   * @return standard output; closing it only flushes
   */
  public OutputStream data() {
    flush();
    return new UnclosedStream(out);
  }

  /**
   * Standard input.
   *
   * @return the stream, unbuffered
   */
  public InputStream in() {
    return in;
  }

  /**
   * Prints a message, which is anything but data.
   *
   * @param line the line, without its end
   */
  public void message(String line) {
    raw(line + "\n");
  }

  /**
   * Prints to standard error as it is, for a line that is redrawn.
   *
   * @param characters may hold control characters
   */
  synchronized void raw(String characters) {
    try {
      text.flush();
      out.flush();
    } catch (IOException e) {
      // Whoever printed the data hears of it at the next print or at close.
    }
    try {
      messages.write(characters.getBytes(StandardCharsets.UTF_8));
      messages.flush();
    } catch (IOException e) {
      // There is no one left to tell.
    }
  }

  /**
   * Writes out what is buffered.
   *
   * @throws OutputException if standard output cannot be written
   */
  public synchronized void flush() {
    try {
      text.flush();
      out.flush();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /**
   * Writes out what is buffered and leaves the streams open.
   *
   * @throws OutputException if standard output cannot be written
   */
  @Override
  public void close() {
    flush();
  }

  /**
   * An environment variable.
   *
   * @param name the variable
   * @return its value, empty where it is not set
   */
  public String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** All environment variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Tells whether standard output may be coloured: it is a terminal, {@code NO_COLOR} is not set
   * and {@code TERM} is not dumb.
   *
   * @return whether to use colours in data
   */
  public boolean colour() {
    return terminal.out() && environment("NO_COLOR").isEmpty() && !dumb();
  }

  /**
   * Tells whether a person reads the data.
   *
   * @return whether standard output is a terminal
   */
  public boolean dataIsRead() {
    return terminal.out();
  }

  /**
   * Tells how wide what a person reads may be. Asking takes a native call, which whoever makes
   * others has paid for.
   *
   * @return columns of the terminal; {@link Integer#MAX_VALUE} if data goes elsewhere or it is not
   *     known
   */
  public int columns() {
    int columns = terminal.out() ? terminal.columns() : 0;
    return columns > 0 ? columns : Integer.MAX_VALUE;
  }

  /**
   * Tells whether a line on standard error may be redrawn.
   *
   * @return whether it is a terminal that can do so
   */
  public boolean live() {
    return terminal.err() && !dumb();
  }

  /**
   * Tells whether a person can be asked.
   *
   * @return whether standard input and standard error are terminals
   */
  public boolean canAsk() {
    return terminal.in() && terminal.err();
  }

  /**
   * Asks for a yes. Anything but {@code y} or {@code yes} is a no.
   *
   * @param question without a question mark
   * @return whether the answer is yes
   * @throws IOException if standard input cannot be read
   */
  public boolean confirm(String question) throws IOException {
    raw(question + "? [y/N] ");
    StringBuilder answer = new StringBuilder();
    for (int unit = in.read(); unit >= 0 && unit != '\n'; unit = in.read()) {
      answer.append((char) unit);
    }
    String word = answer.toString().strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  private boolean dumb() {
    return environment("TERM").equals("dumb");
  }

  /** Standard output could not be written: no space left, or nobody reads it any more. */
  public static final class OutputException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    OutputException(IOException cause) {
      super("standard output: " + cause.getMessage(), cause);
    }

    /**
     * Tells whether the reader went away, as {@code head} does when it has seen enough.
     *
     * @return whether to end quietly
     */
    public boolean readerGone() {
      return "Broken pipe".equals(getCause().getMessage());
    }
  }
}
