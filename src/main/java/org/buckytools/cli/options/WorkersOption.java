package org.buckytools.cli.options;

/** {@code -w/--workers}: how many things to do at the same time. */
public final class WorkersOption {

  private static final int MOST = 1024;

  private final Arg<Integer> workers;

  private WorkersOption(Arg<Integer> workers) {
    this.workers = workers;
  }

  /**
   * Adds the option.
   *
   * @param syntax the command's
   * @return the option, which defaults to the number of processors
   */
  public static WorkersOption on(Syntax syntax) {
    return new WorkersOption(
        syntax.option(
            "-w, --workers",
            Kind.number("N", 1, MOST),
            Runtime.getRuntime().availableProcessors(),
            "how many to work on at a time; by default as many as there are processors"));
  }

  /**
   * The number of workers.
   *
   * @return from 1 to 1024
   */
  public int count() {
    return workers.value();
  }
}
