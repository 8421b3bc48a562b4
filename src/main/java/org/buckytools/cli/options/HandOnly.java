package org.buckytools.cli.options;

/**
 * Options that are given on the command line or not at all: whoever types a command must see there
 * that it deletes, or that it does nothing. Refused by name wherever else they are set.
 */
public final class HandOnly {

  private HandOnly() {}

  /**
   * Why an option may not be set.
   *
   * @param key its long name without dashes
   * @return a clause, or null if it may
   */
  public static String reason(String key) {
    return switch (key) {
      case "delete", "delete-source", "fix" -> "it removes files";
      case "overwrite", "replace", "newfile", "no-backup", "nobackup" ->
          "it replaces or leaves files where nobody expects it";
      case "yes", "noconfirm", "force" -> "it takes a safeguard away";
      case "nolock" -> "it lets runs get in each other's way";
      case "no-op", "noop" -> "nothing would ever be done, and all would seem well";
      case "single" -> "commands would see one host of the cluster, and not tell";
      case "regex", "glob" -> "names would mean other metrics than they say";
      case "journal", "job-state-file" ->
          "it belongs to one run; the next would skip what that one did";
      case "help" -> "nothing would ever be done";
      default -> null;
    };
  }

  static void check(Setting setting) {
    String reason = reason(setting.key());
    if (reason != null) {
      throw setting.wrong(
          setting.written() + " cannot be set here: " + told(setting.key(), reason));
    }
  }

  static void check(String variable, String key) {
    String reason = reason(key);
    if (reason != null) {
      throw new UsageException(variable + " cannot be set: " + told(key, reason));
    }
  }

  private static String told(String key, String reason) {
    return reason + "; give --" + key + " on the command line";
  }
}
