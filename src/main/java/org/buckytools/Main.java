package org.buckytools;

import java.util.List;
import org.buckytools.cli.Bucky;
import org.buckytools.cli.ExitCode;
import org.buckytools.console.Console;
import org.buckytools.posix.Ending;
import org.buckytools.posix.PosixFile;

/** Wires the program to its process, and ends that with the exit code. */
public final class Main {

  private Main() {}

  /**
   * The entry point.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // To lock files takes as long to prepare as all the rest of a short command.
    if (args.length > 0 && Bucky.worksOnFiles(args[0])) {
      PosixFile.prepare();
    }
    Console console = Console.system();
    ExitCode code = new Bucky(console).run(List.of(args));
    if (args.length > 0 && Bucky.usesStores(args[0])) {
      Ending.now(code.number());
    }
    // Not System.exit: with nothing to shut down it only looks for a logger to tell of it, which
    // takes a short command a tenth of its time.
    Runtime.getRuntime().halt(code.number());
  }
}
