package org.buckytools.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.buckytools.console.Count;
import org.buckytools.console.Sparkline;
import org.buckytools.console.Walkthrough;
import org.buckytools.demo.Check;
import org.buckytools.demo.FillDemo;
import org.buckytools.demo.FillDemo.Recorded;
import org.buckytools.fill.TreeFill;

/** The step of the demonstration in which two trees with outages are filled from each other. */
final class FillTour {
  private static final String EAST = "east";
  private static final String WEST = "west";
  private static final int COLUMNS = 60;

  private final Walkthrough walk;
  private final int metrics;

  FillTour(Walkthrough walk, int metrics) {
    this.walk = walk;
    this.metrics = metrics;
  }

  /** Shows it; whether every point was found. */
  boolean show(FillDemo demo) throws IOException, InterruptedException {
    demo.record(EAST);
    demo.record(WEST);
    Recorded east = demo.remember(EAST);
    Recorded west = demo.remember(WEST);
    walk.step("Fill what two hosts missed from each other");
    walk.text(
        Count.of(metrics, "metric")
            + ", sent to both: each host was out of order about 30 % of the time, at other"
            + " times.");
    host(demo, EAST, east);
    host(demo, WEST, west);
    fill(demo, WEST, EAST);
    fill(demo, EAST, WEST);
    host(demo, EAST, demo.remember(EAST));
    host(demo, WEST, demo.remember(WEST));
    boolean isRight = check(EAST, demo.check(EAST, east, west));
    isRight &= check(WEST, demo.check(WEST, west, east));
    TreeFill.Report again = demo.fill(WEST, EAST);
    walk.text("a second fill wrote " + Count.of(again.points(), "point"));
    return isRight && again.points() == 0;
  }

  private void host(FillDemo demo, String host, Recorded recorded) throws IOException {
    double[] lastDay = demo.values(host, 0, 0);
    int strip = lastDay.length / 8;
    double[] hours = Arrays.copyOfRange(lastDay, lastDay.length - strip, lastDay.length);
    walk.text(
        String.format(
            Locale.ROOT,
            "%s %5.1f %% known |%s| web00, last 3 hours",
            host,
            100.0 * recorded.known() / recorded.size(),
            Sparkline.of(hours, COLUMNS)));
  }

  private void fill(FillDemo demo, String from, String to)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    walk.command(List.of("fill", "-r", demo.tree(from).toString(), demo.tree(to).toString()));
    TreeFill.Report report = demo.fill(from, to);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    walk.text(
        String.format(
            Locale.ROOT,
            "   %d files filled with %,d points in %.2f s",
            report.filled(),
            report.points(),
            took.toNanos() / 1e9));
  }

  private boolean check(String host, Check check) {
    walk.text(
        String.format(
            Locale.ROOT,
            "%s: %,d points checked, %,d of them gained; missing: %d, changed: %d",
            host,
            check.points(),
            check.gained(),
            check.missing(),
            check.changed()));
    return check.missing() == 0 && check.changed() == 0;
  }
}
