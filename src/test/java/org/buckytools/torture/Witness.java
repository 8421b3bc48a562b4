package org.buckytools.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.buckytools.carbon.CarbonCache;
import org.buckytools.carbon.WrittenPoints;
import org.buckytools.hosts.Hosts;

/**
 * Looks, while metrics move, as a query does: at the files that have the metric's name on any host.
 * A point that was written some time ago must be in one of them.
 */
final class Witness implements Callable<Long> {
  /** A point may be in a hidden file while that settles, and as long as an agent is restarted. */
  private static final int SECONDS = 10;

  private static final int METRICS = 60;
  // A file may move from the host looked at last to the one looked at first.
  private static final int LOOKS = 4;

  private final Hosts hosts;
  private final List<Path> logs;
  private final List<String> metrics;
  private final Random random;
  private final AtomicBoolean isOver;

  Witness(
      Hosts hosts, List<CarbonCache> carbons, List<String> metrics, long seed, AtomicBoolean over) {
    this.hosts = hosts;
    this.logs = carbons.stream().map(carbon -> carbon.points().file()).toList();
    this.metrics = metrics;
    this.random = new Random(seed);
    this.isOver = over;
  }

  /** Returns how many points were looked for. */
  @Override
  public Long call() throws IOException, InterruptedException {
    List<WrittenPoints> written = logs.stream().map(WrittenPoints::new).toList();
    long looked = 0;
    while (!isOver.get()) {
      Map<String, Set<Long>> sample = sample(written);
      for (int i = 0; i < SECONDS && !isOver.get(); i++) {
        TimeUnit.SECONDS.sleep(1);
      }
      if (isOver.get()) {
        return looked;
      }
      for (Map.Entry<String, Set<Long>> metric : sample.entrySet()) {
        look(metric.getKey(), metric.getValue());
        looked += metric.getValue().size();
      }
    }
    return looked;
  }

  private Map<String, Set<Long>> sample(List<WrittenPoints> written) throws IOException {
    for (WrittenPoints points : written) {
      points.read();
    }
    Map<String, Set<Long>> sample = new HashMap<>();
    for (int i = 0; i < METRICS; i++) {
      String metric = metrics.get(random.nextInt(metrics.size()));
      Set<Long> times = new TreeSet<>();
      written.forEach(points -> times.addAll(points.times().getOrDefault(metric, Set.of())));
      sample.put(metric, times);
    }
    return sample;
  }

  private void look(String metric, Set<Long> times) throws IOException {
    List<Path> files = hosts.all().stream().map(host -> host.file(metric)).toList();
    Set<Long> missing = times;
    for (int i = 0; i < LOOKS && !missing.isEmpty(); i++) {
      missing = Ledger.missing(metric, missing, files);
    }
    assertThat(missing).as("what a query of %s does not see %d s later", metric, SECONDS).isEmpty();
  }
}
