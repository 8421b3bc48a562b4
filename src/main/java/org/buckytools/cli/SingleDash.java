package org.buckytools.cli;

import java.util.List;
import org.buckytools.cli.options.UsageException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds long options with a single dash, as Go's programs take them.
 *
 * <p>Read by our rules {@code -host g1} would be {@code -h ost}, and a host {@code ost} be asked;
 * an agent told {@code -prefix DIR} would serve a tree {@code refix}.
 */
final class SingleDash {

  private SingleDash() {}

  /**
   * Looks at arguments before they are read.
   *
   * @throws UsageException if one of them is a long option of the command but for a dash
   */
  static void refuse(CommandSpec command, List<String> arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return;
      }
      String name = argument.contains("=") ? argument.split("=", 2)[0] : argument;
      if (name.matches("-[^-].+") && command.findOption("-" + name) != null) {
        throw new UsageException(
            "'" + argument + "' has one dash; long options have two: -" + argument);
      }
    }
  }
}
