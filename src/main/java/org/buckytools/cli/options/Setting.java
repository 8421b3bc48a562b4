package org.buckytools.cli.options;

/**
 * What a configuration file says in one line.
 *
 * @param command the command it is for; empty for all
 * @param key the long name of an option, without dashes
 * @param value never empty
 * @param file as it is told to users
 * @param line from 1
 */
record Setting(String command, String key, String value, String file, int line) {

  /** Where it stands. */
  String place() {
    return file + ":" + line;
  }

  /** The key as it was written. */
  String written() {
    return command.isEmpty() ? key : command + "." + key;
  }

  /** An error at this place. */
  UsageException wrong(String message) {
    return new UsageException(place() + ": " + message);
  }
}
