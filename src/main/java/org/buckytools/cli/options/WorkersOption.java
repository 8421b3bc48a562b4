package org.buckytools.cli.options;

import java.util.Optional;

/** {@code -w/--workers}: how many things to do at the same time. */
public final class WorkersOption {

  private static final int MOST = 1024;

  private final Arg<Optional<Integer>> workers;

  private WorkersOption(Arg<Optional<Integer>> workers) {
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
            "how many to work on at a time; by default as many as there are processors"));
  }

  /**
   * Adds the option, and whisper-backup's name for it.
   *
   * @param syntax the command's
   * @return the option, which defaults to the number of processors
   */
  public static WorkersOption withProcesses(Syntax syntax) {
    Arg<Optional<Integer>> workers = on(syntax).workers;
    Arg<Optional<Integer>> processes =
        syntax.option("-f, --processes", Kind.number("N", 1, MOST), "the same as --workers");
    return new WorkersOption(new Arg<>(() -> processes.value().or(workers::value)));
  }

  /**
   * The number of workers.
   *
   * @return from 1 to 1024
   */
  public int count() {
    return workers.value().orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  /** The number that was given, if one was. */
  public Optional<Integer> given() {
    return workers.value();
  }
}
