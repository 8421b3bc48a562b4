/**
 * The command line: one thin class for each command, and what they have in common.
 *
 * <p>A command is a final class that implements {@link org.buckytools.cli.Command}:
 *
 * <pre>{@code
 * final class DumpCommand implements Command {
 *   private final Arg<Path> file;
 *   private final JsonOption json;
 *
 *   DumpCommand(Syntax syntax) {
 *     syntax
 *         .description("Prints every point of a database.")
 *         .example("bucky dump cpu.wsp", "prints a line for each point");
 *     file = syntax.parameter(Kind.path("FILE"), "the database");
 *     json = JsonOption.on(syntax);
 *   }
 *
 *   @Override
 *   public ExitCode run(Console console) throws IOException {
 *     ... call the package that does the work, print its result on the console ...
 *     return ExitCode.OK;
 *   }
 * }
 * }</pre>
 *
 * <p>It is listed in {@link org.buckytools.cli.CommandName} and nowhere else. It parses, calls and
 * prints; the work is done in a package named after its subject. It lets exceptions pass: {@link
 * org.buckytools.cli.Failures} words them and chooses the exit code. A command over many items that
 * goes on after a failure prints {@code Failures.message} for it and returns {@link
 * org.buckytools.cli.ExitCode#SOME_FAILED}.
 */
package org.buckytools.cli;
