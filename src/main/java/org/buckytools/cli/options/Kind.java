package org.buckytools.cli.options;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * A kind of value that can be given on a command line.
 *
 * @param type the class of the values; completion offers file names for {@link Path}
 * @param label what stands for the value in the help, in capitals
 * @param parser turns the text into a value, or throws {@link IllegalArgumentException} with a
 *     message that names the value and says what is accepted
 * @param <T> the type of the values
 */
public record Kind<T>(Class<T> type, String label, Function<String, T> parser) {

  /**
   * Any text.
   *
   * @param label what stands for it in the help
   * @return the kind
   */
  public static Kind<String> text(String label) {
    return new Kind<>(String.class, label, text -> text);
  }

  /**
   * A file or directory, which need not exist.
   *
   * @param label what stands for it in the help
   * @return the kind
   */
  public static Kind<Path> path(String label) {
    return new Kind<>(Path.class, label, Path::of);
  }

  /**
   * A whole number within bounds.
   *
   * @param label what stands for it in the help
   * @param least the smallest accepted
   * @param most the greatest accepted
   * @return the kind
   */
  public static Kind<Integer> number(String label, int least, int most) {
    return new Kind<>(
        Integer.class,
        label,
        text -> {
          String wanted = "'" + text + "' is not a whole number from " + least + " to " + most;
          int number;
          try {
            number = Integer.parseInt(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wanted, e);
          }
          if (number < least || number > most) {
            throw new IllegalArgumentException(wanted);
          }
          return number;
        });
  }

  /**
   * One of the constants of an enum, written in lower case with dashes.
   *
   * @param label what stands for it in the help
   * @param type the enum
   * @param <E> the enum
   * @return the kind
   */
  public static <E extends Enum<E>> Kind<E> oneOf(String label, Class<E> type) {
    return new Kind<>(
        type,
        label,
        text -> {
          var names = new StringBuilder();
          for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
              return constant;
            }
            names.append(names.isEmpty() ? "" : ", ").append(name);
          }
          throw new IllegalArgumentException("'" + text + "' is none of " + names);
        });
  }
}
