package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buckytools.cli.options.ManPage;

/**
 * What packages hold beside the program and is made from what commands declare: manual pages,
 * completion, a configuration file and the table of its keys.
 */
final class Pages {
  /** A hidden argument, for the build: {@code bucky --pages DIR}. */
  static final String ARGUMENT = "--pages";

  private static final String EXIT_CODES =
      "0 ok, 1 failed, 2 usage, 3 some items failed, 4 a check found problems, 130 interrupted.";

  private final Path directory;
  private final String version;

  Pages(Path directory, String version) {
    this.directory = directory;
    this.version = version;
  }

  ExitCode write() throws IOException {
    OptionTable options = new OptionTable();
    write("options.md", options.markdown());
    write("bucky.properties", options.template());
    // bash reads it and does not run it.
    String completion = CompletionCommand.bash();
    write("completion/bucky", completion.substring(completion.indexOf('\n') + 1));
    write("completion/_bucky", CompletionCommand.zshFunction());
    write("man/bucky.1", root());
    for (CommandName name : CommandName.values()) {
      write("man/bucky-" + name.word() + ".1", page(name));
    }
    return ExitCode.OK;
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  String page(CommandName name) {
    String command = "bucky-" + name.word();
    return closed(
            new ManPage(command, version, name.summary())
                .command("bucky " + name.word(), new CommandParser(name).syntax()))
        .section("See also")
        .line("bucky(1), /usr/share/doc/bucky")
        .text();
  }

  String root() {
    ManPage page =
        new ManPage("bucky", version, "tools for Graphite's whisper files and clusters")
            .section("Synopsis")
            .line("bucky COMMAND [OPTION…] [ARGUMENT…]")
            .section("Description")
            .line("Each command has a page of its own, such as bucky-fill(1).");
    for (Group group : Group.values()) {
      page.section(group.title());
      commands(group).forEach(name -> page.item("bucky " + name.word(), name.summary() + "."));
    }
    return closed(page)
        .section("See also")
        .line(
            Stream.of(CommandName.values())
                    .map(name -> "bucky-" + name.word() + "(1)")
                    .collect(Collectors.joining(", "))
                + ".")
        .paragraph("The documentation is in /usr/share/doc/bucky.")
        .text();
  }

  private static List<CommandName> commands(Group group) {
    return Stream.of(CommandName.values()).filter(name -> name.group() == group).toList();
  }

  private static ManPage closed(ManPage page) {
    return page.section("Configuration")
        .line(
            "Every long option can be set: as KEY = VALUE or COMMAND.KEY = VALUE in"
                + " /etc/bucky/bucky.properties and ~/.config/bucky/bucky.properties, or as"
                + " BUCKY_KEY or BUCKY_COMMAND_KEY in the environment. The command line overrides"
                + " all of it. See bucky-config(1).")
        .section("Exit status")
        .line(EXIT_CODES);
  }
}
