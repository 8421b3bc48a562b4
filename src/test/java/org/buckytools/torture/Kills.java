package org.buckytools.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.buckytools.hosts.CutProxy;
import org.buckytools.hosts.Host;
import org.buckytools.hosts.Hosts;
import org.buckytools.hosts.SmallDisk;
import org.buckytools.reference.ReferenceWhisper;

/**
 * Rounds in each of which something goes wrong at a random moment while metrics move and Graphite
 * writes to them; then the command is run again, and all must be as if nothing had happened.
 */
final class Kills implements AutoCloseable {
  private static final int DISK = 64 * 1024;

  private final Hosts hosts;
  private final RingChange ring;
  private final boolean heals;
  private final List<Fault> faults;
  private final List<CutProxy> proxies;
  private final SmallDisk disk;
  private final ReferenceWhisper graphite;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private long written;
  private long missing;

  private Kills(
      Hosts hosts,
      RingChange ring,
      boolean heals,
      List<Fault> faults,
      List<CutProxy> proxies,
      SmallDisk disk,
      ReferenceWhisper graphite) {
    this.hosts = hosts;
    this.ring = ring;
    this.heals = heals;
    this.faults = faults;
    this.proxies = proxies;
    this.disk = disk;
    this.graphite = graphite;
  }

  /** Processes are killed; metrics have one owner. */
  static Kills ofProcesses(Path directory) throws IOException, InterruptedException {
    Hosts hosts = Hosts.in(directory, 3);
    return started(
        hosts,
        RingChange.of("carbon_ch", 1, 2, 3),
        List.of(Fault.CLIENT, Fault.AGENT, Fault.AGENT_FOR_LONG, Fault.BOTH, Fault.ALL),
        List.of(),
        null);
  }

  /** Processes are killed, too, while owners of two replicas are healed. */
  static Kills ofReplicas(Path directory) throws IOException, InterruptedException {
    Hosts hosts = Hosts.in(directory, 4);
    return started(
        hosts,
        new RingChange("fnv1a_ch", List.of(1, 2, 3), 2),
        List.of(Fault.CLIENT, Fault.AGENT, Fault.ALL),
        List.of(),
        null);
  }

  /** Agents are behind proxies that cut connections; some are killed, too. */
  static Kills ofConnections(Path directory) throws IOException, InterruptedException {
    Hosts hosts = Hosts.in(directory, 3);
    List<CutProxy> proxies = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      String behind = "127.0.1." + number;
      hosts.host(number).listenAt(behind);
      proxies.add(CutProxy.start(hosts.host(number).address(), hosts.port(), behind));
    }
    return started(
        hosts,
        RingChange.of("jump_fnv1a_ch", 1, 2, 3),
        List.of(Fault.CUT, Fault.CUT, Fault.CUT, Fault.AGENT),
        proxies,
        null);
  }

  /** A host has a small disk. */
  static Kills ofDisks(Path directory) throws IOException, InterruptedException {
    Hosts hosts = Hosts.in(directory, 3);
    SmallDisk disk = SmallDisk.at(directory.resolve("small"), DISK);
    hosts.host(3).moveTree(Files.createDirectory(disk.place().resolve("whisper")));
    return started(hosts, RingChange.of("carbon_ch", 2, 3), List.of(Fault.FULL), List.of(), disk);
  }

  private static Kills started(
      Hosts hosts, RingChange ring, List<Fault> faults, List<CutProxy> proxies, SmallDisk disk)
      throws IOException, InterruptedException {
    ReferenceWhisper graphite = ReferenceWhisper.start();
    graphite.lock(true);
    Kills kills = new Kills(hosts, ring, ring.replicas() > 1, faults, proxies, disk, graphite);
    try {
      hosts.start(ring.arguments(hosts));
    } catch (AssertionError | IOException | InterruptedException failure) {
      kills.close();
      throw failure;
    }
    return kills;
  }

  Hosts hosts() {
    return hosts;
  }

  RingChange ring() {
    return ring;
  }

  /** Whether owners are to be filled from each other. */
  boolean heals() {
    return heals;
  }

  List<CutProxy> proxies() {
    return proxies;
  }

  /** The disk that may be full; null if there is none. */
  SmallDisk disk() {
    return disk;
  }

  ReferenceWhisper graphite() {
    return graphite;
  }

  /**
   * Runs a round.
   *
   * @param number tells its metrics from those of others
   * @param seed decides everything but the timing of processes
   */
  Round.Outcome round(int number, long seed) throws Exception {
    Random random = new Random(seed);
    Fault fault = faults.get(random.nextInt(faults.size()));
    Round.Outcome outcome = new Round(this, number, fault, random).run();
    counts.merge(fault, 1, Integer::sum);
    written += outcome.count().written();
    missing += outcome.count().missing();
    return outcome;
  }

  /** How many points were missing in all rounds. */
  long missing() {
    return missing;
  }

  /** What was found in all rounds. */
  @Override
  public String toString() {
    return "%s, %s: %,d points written, %,d missing".formatted(ring, counts, written, missing);
  }

  @Override
  public void close() throws IOException {
    graphite.close();
    hosts.close();
    for (CutProxy proxy : proxies) {
      proxy.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  /** A host at random. */
  Host any(Random random) {
    return hosts.all().get(random.nextInt(hosts.all().size()));
  }
}
