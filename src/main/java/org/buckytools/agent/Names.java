package org.buckytools.agent;

import java.util.Optional;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;

/** Names that need not be names. */
final class Names {
  private Names() {}

  /** The metric of that name, if there can be one. */
  static Optional<MetricName> valid(String text) {
    try {
      return Optional.of(MetricName.of(text));
    } catch (InvalidNameException invalid) {
      return Optional.empty();
    }
  }
}
