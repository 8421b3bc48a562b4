package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;

/**
 * The program without its process: finds the command, runs it, and turns whatever happens into a
 * message and an exit code. Several may run side by side, each with a console of its own.
 */
public final class Bucky {

  private final Console console;

  /**
   * A program that talks through a console.
   *
   * @param console the streams of the run
   */
  public Bucky(Console console) {
    this.console = console;
  }

  /**
   * Runs one command line. Throws nothing but errors of the JVM itself.
   *
   * @param arguments without the name of the program
   * @return how it went
   */
  public ExitCode run(List<String> arguments) {
    var failures = new Failures(console, !console.environment("BUCKY_DEBUG").isEmpty());
    try {
      return root(arguments, failures);
    } catch (RuntimeException e) {
      return failures.report("bucky", e);
    }
  }

  private ExitCode root(List<String> arguments, Failures failures) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    return switch (first) {
      case "" -> {
        console.message(RootHelp.text(false).stripTrailing());
        yield ExitCode.USAGE;
      }
      case "help", "--help", "-h" -> help(rest, failures);
      case "--version", "-V" -> {
        yield printed("bucky " + version() + "\n");
      }
      case Training.ARGUMENT -> new Training(this).run();
      case Pages.ARGUMENT -> pages(rest, failures);
      case "--debug" -> root(rest, new Failures(console, true));
      default -> command(first, rest, failures);
    };
  }

  private ExitCode pages(List<String> rest, Failures failures) {
    try {
      return new Pages(Path.of(rest.isEmpty() ? "." : rest.getFirst()), version()).write();
    } catch (IOException e) {
      return failures.report("bucky", e);
    }
  }

  private ExitCode help(List<String> rest, Failures failures) {
    if (rest.isEmpty()) {
      return printed(RootHelp.text(console.colour()));
    }
    return command(rest.getFirst(), List.of("--help"), failures);
  }

  /**
   * Whether a command as a rule works on files of this host, instead of asking agents only.
   *
   * @param word the command line's first
   */
  public static boolean worksOnFiles(String word) {
    return CommandName.named(word).filter(name -> name.group() != Group.CLUSTER).isPresent()
        || word.equals(CommandName.AGENT.word());
  }

  /**
   * Whether a command uses stores, whose clients may leave threads behind that wait for sockets.
   *
   * @param word the command line's first
   */
  public static boolean usesStores(String word) {
    return CommandName.named(word).filter(name -> name.group() == Group.BACKUP).isPresent();
  }

  private ExitCode command(String word, List<String> arguments, Failures failures) {
    Optional<CommandName> name = CommandName.named(word);
    if (name.isEmpty()) {
      return failures.report("bucky", new UsageException(Suggestions.unknown(word)));
    }
    String title = "bucky " + word;
    boolean debug = false;
    try {
      var parser = new CommandParser(name.get());
      parser.parse(arguments, console);
      debug = parser.debugWanted();
      if (parser.helpWanted()) {
        return printed(parser.picocli().usage(console.colour()));
      }
      ExitCode code = parser.command().run(console);
      console.flush();
      return code;
    } catch (IOException | InterruptedException | RuntimeException e) {
      return (debug ? new Failures(console, true) : failures).report(title, e);
    } catch (OutOfMemoryError e) {
      return failures.report(title, new IllegalStateException(e));
    }
  }

  private ExitCode printed(String text) {
    console.print(text);
    console.flush();
    return ExitCode.OK;
  }

  private static String version() {
    String version = Bucky.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
