package org.buckytools.cli.options;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.buckytools.client.Address;
import org.buckytools.cluster.relocation.Settings;

/** How metrics are moved: the options that all commands share that move some. */
public final class MoveOptions {
  private static final Kind<Double> RATE =
      new Kind<>(Double.class, "N", text -> positive(text, 1, 1e9));
  private static final Kind<Double> MEGABYTES =
      new Kind<>(Double.class, "MB", text -> positive(text, 0.001, 1e6));
  private static final Kind<Double> SHARE =
      new Kind<>(Double.class, "SHARE", text -> positive(text, 0.01, 1));
  private static final Kind<Integer> SECONDS = Kind.number("SECONDS", 1, 86_400);
  private static final int USUAL_CARBON_PORT = 8080;
  private static final int USUAL_CHECK = 10;
  private static final int USUAL_STATS = 60;

  private final Arg<Boolean> noop;
  private final Arg<Boolean> offload;
  private final Arg<Optional<Path>> journal;
  private final Arg<Optional<Path>> state;
  private final Arg<Boolean> verbose;
  private final Arg<Boolean> deletions;
  private final Arg<Optional<Path>> failures;
  private final Arg<Integer> tolerance;
  private final Arg<Double> metrics;
  private final Arg<Double> megabytes;
  private final Arg<Boolean> goCarbon;
  private final Arg<String> goCarbonProtocol;
  private final Arg<Integer> goCarbonPort;
  private final Arg<Double> goCarbonShare;
  private final Arg<Integer> goCarbonInterval;
  private final Arg<Optional<Address>> graphite;
  private final Arg<String> graphitePrefix;
  private final Arg<Integer> graphiteInterval;

  private MoveOptions(Syntax syntax) {
    noop = syntax.flag("--no-op", "change nothing; prints what would be done");
    offload =
        syntax.flag(
            "--offload", "have a Go buckyd fetch by itself; agents of ours do so in any case");
    journal =
        syntax.option(
            "--journal",
            Kind.path("FILE"),
            "write down what is done and what failed; what is copied by it is not copied again");
    state = syntax.option("--job-state-file", Kind.path("FILE"), "the same as --journal");
    verbose = syntax.flag("-v, --verbose", "tell of each metric when it ends");
    deletions = syntax.flag("--print-deletion", "tell of each metric that is removed somewhere");
    failures =
        syntax.option(
            "--metric-err-file", Kind.path("FILE"), "add to this file which metrics failed, where");
    tolerance =
        syntax.option(
            "--error-tolerance",
            Kind.number("N", 0, Integer.MAX_VALUE),
            0,
            "exit 0 though up to N metrics failed");
    metrics =
        syntax.option(
            "--metrics-per-second", RATE, 0.0, "at most so many from and to each host a second");
    megabytes =
        syntax.option(
            "--megabytes-per-second", MEGABYTES, 0.0, "at most so much from and to each host");
    goCarbon =
        syntax.flag(
            "--go-carbon-health-check", "write nothing to a host whose go-carbon's cache is full");
    goCarbonProtocol =
        syntax.option(
            "--go-carbon-protocol",
            new Kind<>(String.class, "SCHEME", MoveOptions::scheme, List.of("http", "https")),
            "http",
            "how to ask it for /admin/info; by default http");
    goCarbonPort =
        syntax.option(
            "--go-carbon-port",
            Kind.number("PORT", 1, 65_535),
            USUAL_CARBON_PORT,
            "where it listens; by default " + USUAL_CARBON_PORT);
    goCarbonShare =
        syntax.option(
            "--go-carbon-cache-threshold", SHARE, 0.75, "how full is full; by default 0.75");
    goCarbonInterval =
        syntax.option(
            "--go-carbon-health-check-interval",
            SECONDS,
            USUAL_CHECK,
            "how often to ask; by default every " + USUAL_CHECK + " seconds");
    graphite =
        syntax.option(
            "--graphite-endpoint",
            new Kind<>(Address.class, "HOST:PORT", MoveOptions::receiver),
            "send the run's own metrics to this carbon line receiver");
    graphitePrefix =
        syntax.option(
            "--graphite-metrics-prefix",
            Kind.text("PREFIX"),
            "carbon.buckytools",
            "what they begin with; by default carbon.buckytools");
    graphiteInterval =
        syntax.option(
            "--graphite-stat-interval",
            SECONDS,
            USUAL_STATS,
            "how often; by default every " + USUAL_STATS + " seconds");
  }

  private static double positive(String text, double least, double most) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a number from " + plain(least) + " to " + plain(most));
  }

  // An agent's usual port, which stands for none elsewhere, is nothing for carbon's lines.
  private static Address receiver(String text) {
    if (!text.matches(".*:[0-9]+")) {
      throw new IllegalArgumentException(
          "'" + text + "' has no port; write HOST:PORT, carbon's usual is 2003");
    }
    return Address.parse(text);
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  private static String scheme(String text) {
    if (!text.equals("http") && !text.equals("https")) {
      throw new IllegalArgumentException("'" + text + "' is none of http, https");
    }
    return text;
  }

  /** Adds the options. */
  public static MoveOptions on(Syntax syntax) {
    return new MoveOptions(syntax);
  }

  /** Whether nothing shall be changed. */
  public boolean noop() {
    return noop.value();
  }

  /** Whether a buckyd shall fetch by itself. */
  public boolean offload() {
    return offload.value();
  }

  /** Where to write down what is done. */
  public Optional<Path> journal() {
    return journal.value().or(state::value);
  }

  /** Whether to tell of each metric. */
  public boolean verbose() {
    return verbose.value();
  }

  /** Whether to tell of each removal. */
  public boolean printsDeletions() {
    return deletions.value();
  }

  /** Where to add which metrics failed. */
  public Optional<Path> failures() {
    return failures.value();
  }

  /** How many may fail without the run being a failure. */
  public int tolerance() {
    return tolerance.value();
  }

  /**
   * How to go about it.
   *
   * @param workers how many to work on at a time
   */
  public Settings settings(int workers) {
    // An agent works on several metrics of a request at once: more requests only crowd it.
    return Settings.USUAL
        .withStreams((workers + 2) / 3)
        .withRates(metrics.value(), megabytes.value() * 1_000_000);
  }

  /** Whether go-carbon is asked how full its cache is. */
  public boolean asksGoCarbon() {
    return goCarbon.value();
  }

  /** The beginning of go-carbon's address. */
  public String goCarbonProtocol() {
    return goCarbonProtocol.value();
  }

  /** Where go-carbon listens. */
  public int goCarbonPort() {
    return goCarbonPort.value();
  }

  /** How full its cache may be, up to 1. */
  public double goCarbonShare() {
    return goCarbonShare.value();
  }

  /** How often it is asked. */
  public Duration goCarbonInterval() {
    return Duration.ofSeconds(goCarbonInterval.value());
  }

  /** Where the run's own metrics go. */
  public Optional<Address> graphite() {
    return graphite.value();
  }

  /** What they begin with. */
  public String graphitePrefix() {
    return graphitePrefix.value();
  }

  /** How often they are sent. */
  public Duration graphiteInterval() {
    return Duration.ofSeconds(graphiteInterval.value());
  }
}
