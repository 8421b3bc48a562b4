package org.buckytools.cli.options;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of value that can be given on a command line.
 *
 * @param type the class of the values; completion offers file names for {@link Path}
 * @param label what stands for the value in the help, in capitals
 * @param parser turns the text into a value, or throws {@link IllegalArgumentException} with a
 *     message that names the value and says what is accepted
 * @param choices all texts that are accepted, for completion; empty where there are too many
 * @param <T> the type of the values
 */
public record Kind<T>(
    Class<T> type, String label, Function<String, T> parser, List<String> choices) {

  /**
   * A kind with too many values to list.
   *
   * @param type the class of the values
   * @param label what stands for the value in the help
   * @param parser turns the text into a value
   */
  public Kind(Class<T> type, String label, Function<String, T> parser) {
    this(type, label, parser, List.of());
  }

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
    return new Kind<>(Path.class, label, FileNames::argument);
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
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      constants.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    List<String> names = List.copyOf(constants.keySet());
    return new Kind<>(
        type,
        label,
        text -> {
          E constant = constants.get(text);
          if (constant == null) {
            throw new IllegalArgumentException(
                "'" + text + "' is none of " + String.join(", ", names));
          }
          return constant;
        },
        names);
  }
}
