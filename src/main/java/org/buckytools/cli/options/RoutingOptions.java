package org.buckytools.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.buckytools.metric.RoutedNames;

/** {@code --series} and {@code --carbon-prefix}: what is not routed by the name it is stored by. */
public final class RoutingOptions {
  private final Arg<Optional<Path>> series;
  private final Arg<String> carbonPrefix;

  private RoutingOptions(Arg<Optional<Path>> series, Arg<String> carbonPrefix) {
    this.series = series;
    this.carbonPrefix = carbonPrefix;
  }

  /** Adds the options, for a command that looks at where metrics are. */
  public static RoutingOptions on(Syntax syntax) {
    return on(syntax, "without it those stored under their hash stay where they are");
  }

  /** Adds the options, for a command that puts metrics where they belong. */
  public static RoutingOptions forOwners(Syntax syntax) {
    return on(syntax, "without it those stored under their hash go to whom that name belongs");
  }

  /** Adds the options, for a command that fetches metrics from their owners first. */
  public static RoutingOptions ofFetching(Syntax syntax) {
    return on(syntax, "without it any host is asked first for those stored under their hash");
  }

  /** Adds the options, for a command that gives metrics to nobody but their owners. */
  public static RoutingOptions required(Syntax syntax) {
    return on(syntax, "without it those stored under their hash are refused");
  }

  /** Adds the options, for a command that tells where metrics belong. */
  public static RoutingOptions ofLocating(Syntax syntax) {
    return on(syntax, "without it nobody knows where those stored under their hash belong");
  }

  private static RoutingOptions on(Syntax syntax, String without) {
    return new RoutingOptions(
        syntax.option(
            "--series",
            Kind.path("FILE"),
            "all tagged series, one a line, as the tag database has; " + without),
        syntax.option(
            "--carbon-prefix",
            Kind.text("PREFIX"),
            RoutedNames.USUAL_PREFIX,
            "carbon's CARBON_METRIC_PREFIX, if it is not carbon"));
  }

  /**
   * What metrics are routed by.
   *
   * @throws IOException if the list of series cannot be read
   */
  public RoutedNames names() throws IOException {
    return series.value().isPresent()
        ? new RoutedNames(carbonPrefix.value(), series.value().get())
        : new RoutedNames(carbonPrefix.value());
  }
}
