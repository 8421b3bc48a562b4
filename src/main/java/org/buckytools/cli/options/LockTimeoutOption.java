package org.buckytools.cli.options;

import java.time.Duration;
import java.util.Optional;

/** {@code --lock-timeout}: how long to wait for a file that another process has locked. */
public final class LockTimeoutOption {

  private static final int USUAL = 10;
  private static final int MOST = 86_400;

  private final Arg<Optional<Integer>> seconds;

  private LockTimeoutOption(Arg<Optional<Integer>> seconds) {
    this.seconds = seconds;
  }

  /**
   * Adds the option.
   *
   * @param syntax the command's
   * @return the option, which defaults to 10 seconds
   */
  public static LockTimeoutOption on(Syntax syntax) {
    return new LockTimeoutOption(
        syntax.option(
            "--lock-timeout",
            Kind.number("SECONDS", 0, MOST),
            "how long to wait for a file that another process has locked; by default "
                + USUAL
                + " seconds"));
  }

  /**
   * How long to wait.
   *
   * @return zero or more
   */
  public Duration value() {
    return Duration.ofSeconds(seconds.value().orElse(USUAL));
  }

  /** Whether the command line says it. */
  public boolean isGiven() {
    return seconds.isTyped();
  }
}
