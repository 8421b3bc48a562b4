package org.buckytools.cli;

import java.io.IOException;
import org.buckytools.metric.MetricName;

/** Nobody who could have been asked about a metric is asked any more, which was told before. */
final class NobodyLeftException extends IOException {
  private static final long serialVersionUID = 1;

  NobodyLeftException(MetricName metric) {
    super(metric + ": its agents are asked no more");
  }
}
