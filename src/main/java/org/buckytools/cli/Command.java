package org.buckytools.cli;

import java.io.IOException;
import org.buckytools.console.Console;

/**
 * One command, after its constructor has declared on a {@link org.buckytools.cli.options.Syntax}
 * what it accepts. An instance serves one run.
 */
interface Command {

  /**
   * Does what the command line asks for.
   *
   * @param console the streams of this run
   * @return how it went
   * @throws IOException if it failed; the message is printed and the exit code is 1
   * @throws InterruptedException if it was told to stop
   */
  ExitCode run(Console console) throws IOException, InterruptedException;
}
