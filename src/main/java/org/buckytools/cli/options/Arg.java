package org.buckytools.cli.options;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A parameter or option of a command, which has a value once the command line has been parsed.
 *
 * @param <T> the type of the value
 */
public final class Arg<T> {

  private final Supplier<T> source;
  private final BooleanSupplier typed;

  /** A value that is never typed. */
  Arg(Supplier<T> source) {
    this(source, () -> false);
  }

  Arg(Supplier<T> source, BooleanSupplier typed) {
    this.source = source;
    this.typed = typed;
  }

  /**
   * The value given, on the command line or elsewhere, or the default.
   *
   * @return never null
   */
  public T value() {
    return source.get();
  }

  /**
   * Whether it has a value and that is of the command line: where an option chooses what a command
   * works on, one in a configuration file must not.
   */
  public boolean isTyped() {
    return typed.getAsBoolean();
  }
}
