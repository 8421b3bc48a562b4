package org.buckytools.cli.options;

import java.util.Optional;
import java.util.function.LongFunction;
import org.buckytools.console.TimeText;

/** {@code --pretty} and {@code --time-format}: how to print times. */
public final class TimeFormatOption {

  private final Arg<Boolean> pretty;
  private final Arg<Optional<TimeText>> format;

  private TimeFormatOption(Arg<Boolean> pretty, Arg<Optional<TimeText>> format) {
    this.pretty = pretty;
    this.format = format;
  }

  /**
   * Adds the options.
   *
   * @param syntax the command's
   * @return the options; without them times are seconds since 1970
   */
  public static TimeFormatOption on(Syntax syntax) {
    return new TimeFormatOption(
        syntax.flag("--pretty", "print dates instead of seconds since 1970"),
        syntax.option(
            "-t, --time-format",
            new Kind<>(TimeText.class, "FORMAT", TimeText::strftime),
            "how to print dates, in the fields of strftime such as '%H:%M'"));
  }

  /**
   * Words times.
   *
   * @return takes seconds since 1970
   */
  public LongFunction<String> value() {
    if (format.value().isPresent()) {
      return format.value().get()::of;
    }
    return pretty.value() ? TimeText.usual()::of : Long::toString;
  }
}
