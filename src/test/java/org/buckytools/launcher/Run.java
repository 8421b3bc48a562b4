package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program, built up and then checked, as in {@code
 * Run.bucky("--version").go().exits(0).prints("bucky")}.
 */
public final class Run {

  private static final long LIMIT_SECONDS = 120;

  private final List<String> command;
  private final ProcessBuilder builder;

  private Run(List<String> command) {
    this.command = command;
    builder = new ProcessBuilder(command);
    // What the person who runs the tests has set for bucky must not change what they find.
    builder.environment().keySet().removeIf(name -> name.startsWith("BUCKY"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
  }

  /**
   * The program of this checkout.
   *
   * @param arguments its arguments
   * @return a run to be completed
   */
  public static Run bucky(String... arguments) {
    return launcher(launcher(), arguments);
  }

  static Run launcher(Path script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(script.toString());
    command.addAll(List.of(arguments));
    return new Run(command);
  }

  static Run of(String... command) {
    return new Run(List.of(command));
  }

  static Path launcher() {
    return Path.of("scripts/bucky").toAbsolutePath();
  }

  static Path jar() {
    return Path.of("target/bucky.jar").toAbsolutePath();
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Sets an environment variable.
   *
   * @param name the variable
   * @param value its value
   * @return this
   */
  public Run with(String name, Object value) {
    builder.environment().put(name, value.toString());
    return this;
  }

  Run with(Map<String, String> variables) {
    builder.environment().putAll(variables);
    return this;
  }

  Run without(String... names) {
    builder.environment().keySet().removeAll(List.of(names));
    return this;
  }

  /**
   * Has it heed Ctrl-C, even if whoever runs the tests ignores it, as jobs in the background do.
   *
   * @return this
   */
  public Run interruptible() {
    command.addAll(0, List.of("env", "--default-signal=INT"));
    return this;
  }

  /**
   * Sets the working directory.
   *
   * @param directory where to run
   * @return this
   */
  public Run in(Path directory) {
    builder.directory(directory.toFile());
    return this;
  }

  /**
   * Starts the program and leaves it running.
   *
   * @param log gets standard output and standard error, after what it holds already
   * @return the process: of Java, not of a shell around it
   */
  public Process start(Path log) {
    builder.redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return start();
  }

  Process start() {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the program to its end, without standard input.
   *
   * @return what it did
   */
  public Outcome go() {
    try {
      Path out = Files.createTempFile("run", ".out");
      Path err = Files.createTempFile("run", ".err");
      try {
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return outcome(start(), out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome outcome(Process process, Path out, Path err) throws IOException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("still running after " + LIMIT_SECONDS + " s: " + command);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted", e);
    }
    return new Outcome(command, process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /**
   * What a run did.
   *
   * @param command what was run
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  public record Outcome(List<String> command, int code, String out, String err) {

    /**
     * Checks the exit code.
     *
     * @param expected the code
     * @return this
     */
    public Outcome exits(int expected) {
      assertThat(code).as("exit code of %s", this).isEqualTo(expected);
      return this;
    }

    /**
     * Checks that standard output contains all of these.
     *
     * @param parts the texts
     * @return this
     */
    public Outcome prints(String... parts) {
      assertThat(out).as("standard output of %s", command).contains(parts);
      return this;
    }

    /**
     * Checks that standard error contains all of these.
     *
     * @param parts the texts
     * @return this
     */
    public Outcome says(String... parts) {
      assertThat(err).as("standard error of %s", command).contains(parts);
      return this;
    }

    Outcome printsOnly(String... lines) {
      assertThat(out.lines()).as("standard output of %s", this).containsExactly(lines);
      return this;
    }

    Outcome printsVersion() {
      assertThat(out)
          .as("standard output of %s", command)
          .matches("bucky \\d+[.]\\d+[.]\\d+\\S*\n");
      return this;
    }

    Outcome printsNothing() {
      assertThat(out).as("standard output of %s", command).isEmpty();
      return this;
    }

    Outcome saysNothing() {
      assertThat(err).as("standard error of %s", command).isEmpty();
      return this;
    }
  }
}
