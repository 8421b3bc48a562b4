package org.buckytools.cli.options;

import java.util.ArrayList;
import java.util.List;
import org.buckytools.whisper.Retention;

/** Retentions among the arguments of a command, each alone or several parted by commas. */
public final class RetentionList {

  private static final String SHAPE = "[0-9]+[a-z]*:[0-9]+[a-z]*(,\\s*[0-9]+[a-z]*:[0-9]+[a-z]*)*";

  private RetentionList() {}

  /**
   * Tells retentions from names of files.
   *
   * @param argument of the command line
   * @return whether it is written like one or more retentions
   */
  public static boolean isOne(String argument) {
    return argument.matches(SHAPE);
  }

  /**
   * Reads retentions.
   *
   * @param arguments each one or several retentions
   * @return finest first, checked to fit together; empty if there is no argument
   * @throws UsageException if one cannot be read or they do not fit together
   */
  public static List<Retention> parse(List<String> arguments) {
    try {
      List<Retention> retentions = new ArrayList<>();
      for (String argument : arguments) {
        for (String part : argument.split(",", -1)) {
          retentions.add(Retention.parse(part));
        }
      }
      return retentions.isEmpty() ? retentions : Retention.check(retentions);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
