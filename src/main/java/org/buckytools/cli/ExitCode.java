package org.buckytools.cli;

/** How a run ended, as the shell sees it. */
public enum ExitCode {
  /** All was done; a dry run too. */
  OK(0),
  /** Nothing or not all was done; a message on standard error says why. */
  FAILED(1),
  /** The command line makes no sense. */
  USAGE(2),
  /** Some items failed, each with a message, and the others were done. */
  SOME_FAILED(3),
  /** A check has done its work and found problems. */
  PROBLEMS(4),
  /** The run was interrupted. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /**
   * The number for the operating system.
   *
   * @return from 0 to 255
   */
  public int number() {
    return number;
  }
}
