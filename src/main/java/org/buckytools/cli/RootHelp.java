package org.buckytools.cli;

/** The help of the whole program: its commands under their headings. */
final class RootHelp {

  private RootHelp() {}

  static String text(boolean colour) {
    var text = new StringBuilder();
    text.append("Usage: bucky COMMAND [ARGUMENT…]\n\n");
    text.append("Tools for Graphite's whisper files and clusters.\n");
    int width = CommandName.words().stream().mapToInt(String::length).max().orElse(0);
    for (Group group : Group.values()) {
      boolean titled = false;
      for (CommandName name : CommandName.values()) {
        if (name.group() != group) {
          continue;
        }
        if (!titled) {
          text.append('\n').append(bold(group.title(), colour)).append('\n');
          titled = true;
        }
        String padding = " ".repeat(width - name.word().length());
        text.append("  ").append(name.word()).append(padding).append("  ");
        text.append(name.summary()).append('\n');
      }
    }
    text.append(
        "\n'bucky COMMAND --help' explains a command, 'bucky --version' prints the version.\n");
    text.append("Exit codes: 0 ok, 1 failed, 2 usage, 3 some items failed,\n");
    text.append("4 a check found problems, 130 interrupted.\n");
    return text.toString();
  }

  private static String bold(String title, boolean colour) {
    return colour ? "\033[1m" + title + "\033[0m" : title;
  }
}
