package org.buckytools.agent;

import java.io.IOException;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;
import org.buckytools.wire.MetricStat;

/** Looks at the files. */
final class Fields implements FieldLookup {
  private final MetricFiles files;

  Fields(MetricFiles files) {
    this.files = files;
  }

  @Override
  public long[] look(NameCursor name, boolean points) throws IOException, InterruptedException {
    long unknown = NameCursor.UNKNOWN;
    try {
      MetricName metric = MetricName.of(name.text());
      MetricStat stat = files.stat(metric);
      return new long[] {stat.size(), stat.modTime(), points ? files.points(metric) : unknown};
    } catch (IOException gone) {
      return new long[] {unknown, unknown, unknown};
    }
  }
}
