package org.buckytools.cli.options;

/**
 * The command line asks for something that makes no sense. Its message names the argument and says
 * what to give instead; the program ends with exit code 2.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A wrong use.
   *
   * @param message what is wrong and what to do, without the name of the command
   */
  public UsageException(String message) {
    super(message);
  }
}
