package org.buckytools.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;

/** {@code bucky gen-metrics}: invented metrics for carbon. */
final class GenMetricsCommand implements Command {
  private static final String USUAL_PREFIX = "test.";
  private static final int USUAL_COUNT = 1000;
  private static final int USUAL_INTERVAL = 60;
  private static final int USUAL_LIMIT = 100;
  private static final int MOST = 100_000_000;
  private static final int DAY = 86_400;

  private final Arg<String> prefix;
  private final Arg<Integer> count;
  private final Arg<Integer> times;
  private final Arg<Integer> interval;
  private final Arg<Integer> limit;
  private final Arg<Optional<Integer>> seed;

  GenMetricsCommand(Syntax syntax) {
    syntax
        .description(
            "Prints invented metrics in carbon's line protocol, NAME VALUE TIMESTAMP, for tests."
                + " All metrics have a value at each time, up to now.")
        .example("bucky gen-metrics -c 50 | nc -q1 localhost 2003", "sends 50 metrics to carbon")
        .example("bucky gen-metrics -p a. -x 60 -i 10", "ten minutes of a.000000 and others");
    prefix =
        syntax.option(
            "-p, --prefix",
            Kind.text("TEXT"),
            USUAL_PREFIX,
            "what all names begin with; by default test.");
    count =
        syntax.option(
            "-c, --count",
            Kind.number("N", 1, MOST),
            USUAL_COUNT,
            "how many metrics; by default " + USUAL_COUNT);
    times =
        syntax.option(
            "-x, --times", Kind.number("N", 1, MOST), 1, "how many values of each; by default 1");
    interval =
        syntax.option(
            "-i, --interval",
            Kind.number("SECONDS", 1, DAY),
            USUAL_INTERVAL,
            "from one value to the next; by default " + USUAL_INTERVAL);
    limit =
        syntax.option(
            "-l, --limit",
            Kind.number("N", 1, Integer.MAX_VALUE),
            USUAL_LIMIT,
            "values are whole numbers below this; by default " + USUAL_LIMIT);
    seed =
        syntax.option(
            "--seed", Kind.number("N", 0, Integer.MAX_VALUE), "print the same values each time");
  }

  @Override
  public ExitCode run(Console console) {
    Random random = seed.value().isPresent() ? new Random(seed.value().get()) : new Random();
    long now = Clock.systemUTC().instant().getEpochSecond();
    long time = now - now % interval.value() - (long) interval.value() * (times.value() - 1);
    for (int i = 0; i < times.value(); i++) {
      for (int metric = 0; metric < count.value(); metric++) {
        String number = Integer.toString(metric);
        console.println(
            prefix.value()
                + "0".repeat(Math.max(0, 6 - number.length()))
                + number
                + " "
                + random.nextInt(limit.value())
                + " "
                + time);
      }
      time += interval.value();
    }
    return ExitCode.OK;
  }
}
