package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.buckytools.console.Count;
import org.buckytools.console.Sparkline;
import org.buckytools.console.Walkthrough;
import org.buckytools.demo.Check;
import org.buckytools.demo.ClusterDemo;
import org.buckytools.demo.Writing;
import org.buckytools.demo.Writing.Written;

/** The steps of the demonstration in which a cluster is put in order, lost in part and restored. */
final class ClusterTour {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int SOME = 4;
  private static final int COLUMNS = 60;
  private static final int LOST = 1;

  private final Walkthrough walk;
  private final ClusterDemo cluster;
  private final int hosts;
  private final int metrics;
  private boolean isRight = true;

  /** A tour of a cluster that does not run yet. */
  ClusterTour(Walkthrough walk, ClusterDemo cluster, int hosts, int metrics) {
    this.walk = walk;
    this.cluster = cluster;
    this.hosts = hosts;
    this.metrics = metrics;
  }

  /**
   * Shows it.
   *
   * @param directory that belongs to the cluster
   * @return whether every point was found
   */
  boolean show(Path directory) throws IOException, InterruptedException {
    cluster.record();
    cluster.start();
    walk.text(
        Count.of(metrics, "metric")
            + " on "
            + Count.of(hosts, "host")
            + ", all on this machine. The last host is new, and its metrics still lie on the"
            + "\nothers. "
            + (cluster.split() == 1 ? "One metric's" : cluster.split() + " metrics'")
            + " owner was out for some minutes; of these each of the others has a half.");
    look();
    move();
    restore(directory);
    return isRight;
  }

  private void look() throws InterruptedException {
    walk.step("Which hosts are there, and do they agree on the ring?");
    run(ExitCode.OK, ALL, "servers", "-h", cluster.address(0));

    walk.step("Which metrics are where they do not belong?");
    run(ExitCode.PROBLEMS, SOME, "inconsistent", "-h", cluster.address(0));

    walk.step("What would it take to put that right?");
    run(ExitCode.OK, ALL, "plan", "-h", cluster.address(0));
  }

  private void move() throws IOException, InterruptedException {
    walk.step("Move them, while points go on being written to them as carbon does");
    outage("before");
    Written written;
    try (Writing writing = cluster.write()) {
      run(ExitCode.OK, ALL, "rebalance", "--delete", "-h", cluster.address(0));
      written = writing.end();
    }
    cluster.expect(written);
    outage("now   ");
    walk.text(
        String.format(
            Locale.ROOT, "%,d points were written meanwhile; is each there?", written.points()));
    check(cluster.check());
    run(ExitCode.OK, SOME, "inconsistent", "-f", "-h", cluster.address(0));
  }

  private void outage(String when) throws IOException {
    walk.text(
        cluster.outOfOrder()
            + " "
            + when
            + " |"
            + Sparkline.of(cluster.outage(), COLUMNS)
            + "| on its owner");
  }

  private void restore(Path directory) throws IOException, InterruptedException {
    String tree = cluster.tree(LOST).toString();
    String store = directory.resolve("store").toString();
    String lock = directory.resolve("lock").toString();
    walk.step("Back a host up");
    run(ExitCode.OK, ALL, "backup", "--store", store, "-p", tree, "--lockfile", lock);
    run(ExitCode.OK, ALL, "verify", "--store", store, "--lockfile", lock);

    cluster.stop(LOST);
    lose(cluster.tree(LOST));
    cluster.start(LOST);
    walk.step("The host has lost its disk, and has a new one: restore it");
    Check without = cluster.check();
    walk.text(String.format(Locale.ROOT, "%,d points are missing", without.missing()));
    run(ExitCode.OK, ALL, "restore", "--store", store, "-p", tree, "--lockfile", lock);
    run(ExitCode.OK, ALL, "sanity", tree);
    check(cluster.check());
  }

  private static void lose(Path tree) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(tree)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      if (!path.equals(tree)) {
        Files.delete(path);
      }
    }
  }

  private void check(Check check) {
    walk.text(
        String.format(
            Locale.ROOT,
            "%,d points checked; missing: %d, changed: %d",
            check.points(),
            check.missing(),
            check.changed()));
    isRight &= check.missing() == 0 && check.changed() == 0;
  }

  private void run(ExitCode expected, int lines, String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(Arrays.asList(arguments));
    walk.command(command);
    Walkthrough.Output output = walk.output(lines);
    ExitCode code = new Bucky(output.console()).run(command);
    output.end();
    if (code == ExitCode.INTERRUPTED || Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (code != expected) {
      walk.text("   exit code " + code.number() + ", which should be " + expected.number());
      isRight = false;
    }
  }
}
