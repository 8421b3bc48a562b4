package org.buckytools.cli.options;

import java.util.function.Supplier;

/**
 * A parameter or option of a command, which has a value once the command line has been parsed.
 *
 * @param <T> the type of the value
 */
public final class Arg<T> {

  private final Supplier<T> source;

  Arg(Supplier<T> source) {
    this.source = source;
  }

  /**
   * The value given, or the default.
   *
   * @return never null
   */
  public T value() {
    return source.get();
  }
}
