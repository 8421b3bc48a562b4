package org.buckytools.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.buckytools.carbon.CarbonCache;
import org.buckytools.carbon.CarbonRelay;
import org.buckytools.carbon.WrittenPoints;
import org.buckytools.hosts.Host;
import org.buckytools.hosts.Hosts;
import org.buckytools.torture.RingChange;

/**
 * Hosts with a carbon-cache and an agent each, a relay before them, and what is sent to it. Hosts
 * are numbered from 1. For one thread.
 */
final class Cluster implements AutoCloseable {
  private static final int ATTEMPTS = 3000;
  private static final long PAUSE_MILLIS = 20;

  private final Hosts hosts;
  private final Metrics metrics;
  private final Feed feed;
  private final String retentions;
  private final Path relayRoot;
  private final int carbonPort;
  private final Map<Integer, CarbonCache> carbons = new TreeMap<>();
  private final Map<Integer, WrittenPoints> written = new TreeMap<>();
  private RingChange ring;
  private CarbonRelay relay;

  /**
   * Makes hosts on which nothing runs.
   *
   * @param directory an empty one
   * @param count of hosts, those included that come later
   * @param first the time of the first points
   * @param tick how long a second of the points takes
   * @param seconds how many seconds of points the files keep
   */
  Cluster(Path directory, int count, Metrics metrics, long first, Duration tick, long seconds)
      throws IOException {
    hosts = Hosts.in(directory, count);
    carbonPort = hosts.freePort();
    relayRoot = Files.createDirectory(directory.resolve("relay"));
    retentions = "1s:" + seconds + "s,1m:7d";
    this.metrics = metrics;
    feed = new Feed(metrics.flowing(), first, tick);
  }

  Hosts hosts() {
    return hosts;
  }

  Feed feed() {
    return feed;
  }

  RingChange ring() {
    return ring;
  }

  Path tree(int number) {
    return hosts.host(number).tree();
  }

  /** The first hosts of the ring, and the points of metrics that get no more later. */
  void begin(RingChange first, int quietPoints) throws Exception {
    ExecutorService each = Executors.newVirtualThreadPerTaskExecutor();
    try (each) {
      List<Future<CarbonCache>> starting =
          first.members().stream().map(number -> each.submit(() -> carbon(number))).toList();
      for (int i = 0; i < starting.size(); i++) {
        started(first.members().get(i), starting.get(i).get());
      }
    }
    ring = first;
    startRelay();
    startAgents();
    feed.sendOnce(relay, metrics.quiet(), quietPoints);
    feed.resume(relay);
    awaitFiles();
  }

  /** Starts a host's carbon-cache. */
  void startCarbon(int number) throws IOException, InterruptedException {
    started(number, carbon(number));
  }

  private CarbonCache carbon(int number) throws IOException, InterruptedException {
    return hosts.host(number).carbonBehindRelay(retentions, carbonPort);
  }

  private void started(int number, CarbonCache carbon) {
    carbons.put(number, carbon);
    written.computeIfAbsent(number, host -> new WrittenPoints(carbon.points().file()));
  }

  /** Starts the agents of the ring that do not run. */
  void startAgents() throws IOException, InterruptedException {
    List<Host> members = new ArrayList<>();
    ring.members().forEach(number -> members.add(hosts.host(number)));
    hosts.start(members, ring.arguments(hosts));
  }

  private void startRelay() throws IOException, InterruptedException {
    relay =
        CarbonRelay.start(
            relayRoot,
            ring.members().stream().map(n -> "127.0.0." + n + ":" + carbonPort).toList());
  }

  /**
   * Restarts the relay and all agents with another ring; then new points go to their new owners.
   * What is collected meanwhile is sent afterwards. The agents of hosts that leave run on.
   */
  void change(RingChange next) throws Exception {
    holdAndAwaitWritten();
    relay.close();
    List<Host> running = hosts.all().stream().filter(Host::isAlive).toList();
    hosts.stop();
    ring = next;
    startRelay();
    hosts.start(running, ring.arguments(hosts));
    startAgents();
    feed.resume(relay);
    awaitFiles();
  }

  /** A host fails, with its disk, in a moment in which no point is on its way. */
  void lose(int number) throws Exception {
    holdAndAwaitWritten();
    carbons.remove(number).kill();
    hosts.host(number).kill();
    Trees.delete(tree(number));
    feed.resume(relay);
  }

  /** The same host with an empty disk; the relay sends what it has kept for it. */
  void replace(int number) throws Exception {
    Files.createDirectories(tree(number));
    startCarbon(number);
    startAgents();
    awaitFiles();
  }

  /** Stops what runs on a host. */
  void stop(int number) throws IOException, InterruptedException {
    carbons.remove(number).close();
    hosts.host(number).stop();
  }

  /** Nothing is sent, and all that was is in files. */
  void holdAndAwaitWritten() throws Exception {
    feed.hold();
    for (int attempt = 0; arrived() < feed.sent(); attempt++) {
      assertThat(attempt)
          .as("%s of %s points are written", arrived(), feed.sent())
          .isLessThan(ATTEMPTS);
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /** Sends on. */
  void resume() {
    feed.resume(relay);
  }

  private long arrived() throws IOException {
    long arrived = 0;
    for (WrittenPoints points : written.values()) {
      points.read();
      arrived += points.written() + points.refused();
    }
    return arrived;
  }

  /** Waits until carbon has created the files of all metrics that flow, each on its owner. */
  void awaitFiles() throws Exception {
    RingChange.Owners owners = ring.owners(hosts);
    for (String metric : metrics.flowing()) {
      String name = feed.name(metric);
      Path file = owners.of(name).getFirst().file(name);
      for (int attempt = 0; Files.notExists(file); attempt++) {
        assertThat(attempt).as("carbon creates %s", file).isLessThan(ATTEMPTS);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** What each host's carbon-cache has written so far, also those that are no more. */
  Map<Integer, WrittenPoints> written() throws IOException {
    arrived();
    return written;
  }

  @Override
  public void close() throws IOException {
    feed.close();
    if (relay != null) {
      relay.close();
    }
    for (CarbonCache carbon : carbons.values()) {
      carbon.close();
    }
    hosts.close();
  }
}
