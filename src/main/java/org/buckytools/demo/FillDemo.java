package org.buckytools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.buckytools.fill.FillOptions;
import org.buckytools.fill.TreeFill;
import org.buckytools.progress.Progress;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;

/**
 * Two hosts that both should have had every point, and had outages at different times: each is
 * filled from the other, and every point is checked.
 *
 * <p>Time stands still during the demonstration. Not thread-safe; an instance works in one
 * directory.
 */
public final class FillDemo {
  /**
   * The metrics whose true values follow the fine points: every archive holds the last value of its
   * interval.
   */
  private static final Header HEADER =
      Header.of(
          Aggregation.LAST,
          0f,
          List.of(new Retention(60, 1440), new Retention(300, 2016), new Retention(3600, 8760)));

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path root;
  private final int metrics;
  private final long now;

  /**
   * @param root an empty directory
   * @param metrics how many
   * @param now the present
   */
  public FillDemo(Path root, int metrics, Instant now) {
    this.root = root;
    this.metrics = metrics;
    this.now = now.getEpochSecond();
  }

  /** One host's tree. */
  public Path tree(String host) {
    return root.resolve(host);
  }

  /** One metric's file on a host. */
  public Path file(String host, int metric) {
    return tree(host).resolve("servers/web%02d/load.wsp".formatted(metric));
  }

  /** Writes a host's files. */
  public void record(String host) throws IOException {
    for (int metric = 0; metric < metrics; metric++) {
      Path file = file(host, metric);
      Files.createDirectories(file.getParent());
      Files.write(file, new Host(host.hashCode() + 31L * metric, now).file(metric, HEADER));
    }
  }

  /** Fills one host's tree from the other's. */
  public TreeFill.Report fill(String from, String to) throws IOException, InterruptedException {
    Clock still = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
    int workers = Runtime.getRuntime().availableProcessors();
    return new TreeFill(still, PATIENCE, workers, new FailureIsDefect(), Progress.NONE)
        .run(tree(from), tree(to), FillOptions.DEFAULT);
  }

  /** The values of one archive of a metric on a host, oldest first; NaN is a gap. */
  public double[] values(String host, int metric, int archive) throws IOException {
    try (Database database = Database.openToRead(file(host, metric), PATIENCE)) {
      Archive kept = database.header().archives().get(archive);
      double[] values = new double[kept.points()];
      database.slots(archive).copy(kept.oldestInterval(now), values, values.length);
      return values;
    }
  }

  /** All values of a host, to be compared with later. */
  public Recorded remember(String host) throws IOException {
    double[][][] values = new double[metrics][HEADER.archives().size()][];
    for (int metric = 0; metric < metrics; metric++) {
      for (int archive = 0; archive < HEADER.archives().size(); archive++) {
        values[metric][archive] = values(host, metric, archive);
      }
    }
    return new Recorded(values);
  }

  /** Compares what a host holds with what both held before. */
  public Check check(String host, Recorded one, Recorded other) throws IOException {
    Check.Counter counter = new Check.Counter();
    for (int metric = 0; metric < metrics; metric++) {
      for (int archive = 0; archive < HEADER.archives().size(); archive++) {
        double[] values = values(host, metric, archive);
        for (int i = 0; i < values.length; i++) {
          counter.count(
              values[i], one.values[metric][archive][i], other.values[metric][archive][i]);
        }
      }
    }
    return counter.result();
  }

  /**
   * What a host held.
   *
   * @param values by metric, archive and interval
   */
  public record Recorded(double[][][] values) {
    /** How many points there are room for. */
    public long size() {
      return count(true);
    }

    /** How many are known. */
    public long known() {
      return count(false);
    }

    private long count(boolean gapsToo) {
      long count = 0;
      for (double[][] metric : values) {
        for (double[] archive : metric) {
          for (double value : archive) {
            if (gapsToo || !Double.isNaN(value)) {
              count++;
            }
          }
        }
      }
      return count;
    }
  }

  /** In a demonstration every file is sound and ours. */
  private static final class FailureIsDefect implements TreeFill.Listener {
    @Override
    public void failed(Path path, IOException failure) {
      throw new IllegalStateException("the demonstration's file " + path + " failed", failure);
    }

    @Override
    public void link(Path path) {
      throw new IllegalStateException("a link in the demonstration: " + path);
    }
  }
}
