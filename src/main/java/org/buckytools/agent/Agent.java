package org.buckytools.agent;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.PeerTls;
import org.buckytools.agent.files.Desk;
import org.buckytools.agent.files.Disk;
import org.buckytools.agent.files.GroupSync;
import org.buckytools.agent.files.Leftovers;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.files.Places;
import org.buckytools.agent.http.HttpServer;
import org.buckytools.agent.http.OwnNames;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.agent.http.Routes;
import org.buckytools.agent.jobs.Announced;
import org.buckytools.agent.jobs.Jobs;
import org.buckytools.agent.jobs.JobsEndpoint;
import org.buckytools.agent.page.OverviewEndpoint;
import org.buckytools.agent.page.PageEndpoint;
import org.buckytools.agent.page.Watch;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.Peers;
import org.buckytools.agent.relocation.PullsEndpoint;
import org.buckytools.agent.relocation.Removals;
import org.buckytools.agent.status.CarbonPush;
import org.buckytools.agent.status.MisplacedCount;
import org.buckytools.agent.status.Status;
import org.buckytools.agent.status.StatusEndpoints;
import org.buckytools.client.ClientSettings;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.inventory.LiveInventory;
import org.buckytools.wire.Api;
import org.buckytools.wire.HashRing;

/** A running agent. Several may run in one process, each at an address of its own. Thread-safe. */
public final class Agent implements AutoCloseable {
  /** How often to see whether go-carbon has written its list of files anew. */
  private static final Duration LOOK_AT_CACHE = Duration.ofSeconds(30);

  private static final Duration PUSH_INTERVAL = Duration.ofMinutes(1);

  private final HttpServer server;
  private final LiveInventory inventory;
  private final Disk disk;
  private final GroupSync sync;

  private final Removals removals;
  private final MisplacedCount misplaced;
  private final Leftovers leftovers;
  private final Optional<CarbonPush> push;

  private Agent(
      HttpServer server,
      LiveInventory inventory,
      Disk disk,
      GroupSync sync,
      Removals removals,
      MisplacedCount misplaced,
      Leftovers leftovers,
      Optional<CarbonPush> push) {
    this.server = server;
    this.inventory = inventory;
    this.disk = disk;
    this.sync = sync;
    this.removals = removals;
    this.misplaced = misplaced;
    this.leftovers = leftovers;
    this.push = push;
  }

  /**
   * Starts an agent. It listens when this returns; its inventory may still be being built.
   *
   * @throws IOException if it may not or cannot listen there, or its tree cannot be read
   */
  public static Agent start(AgentSettings settings, RequestListener requests) throws IOException {
    settings.policy().check(settings.bind());
    Clock clock = Clock.systemUTC();
    Places places = new Places(settings.prefix());
    HttpServer server =
        HttpServer.open(settings.bind(), settings.limits(), settings.tls(), requests);
    try {
      GroupSync sync = new GroupSync(places.root());
      Disk disk = new Disk(settings.diskThreads(), () -> new Desk(clock, settings.patience()));
      LiveInventory inventory = inventory(settings, places, clock);
      MetricFiles.Listener changes = listener(inventory);
      MetricFiles files =
          new MetricFiles(
              places, disk, sync, changes, clock, settings.patience(), settings.sparse());
      PeerAccess peers = peers(settings, server.port());
      Removals removals =
          new Removals(
              settings.access(),
              files,
              changes,
              peers,
              new Removals.Conduct(
                  settings.ring(),
                  settings.node(),
                  settings.settle(),
                  settings.reclaim(),
                  settings.patience()));
      Jobs jobs = new Jobs(clock);
      Announced announced = new Announced(System::nanoTime);
      MisplacedCount misplaced =
          new MisplacedCount(inventory, settings.ring(), settings.node(), jobs, clock);
      Status status =
          new Status(
              settings.node(),
              settings.version(),
              clock,
              server,
              inventory,
              files,
              removals.settling(),
              misplaced,
              jobs,
              announced);
      SanityEndpoint sanity =
          new SanityEndpoint(
              settings.access(),
              places.root(),
              changes,
              settings.patience(),
              settings.diskThreads(),
              jobs);
      HashRing ring =
          HashRing.of(
              settings.node(), settings.ring(), settings.version(), TreeMark.of(places.root()));
      Watch watch = new Watch(ring, settings.ring(), status, peers, clock);
      server.start(
          routes(settings, inventory, files, peers, removals, status)
              .at(Api.HASH_RING, new RingEndpoint(settings.access(), ring))
              .at(Api.PULLS, new PullsEndpoint(settings.access(), files, peers, jobs))
              .at(Api.SANITY, sanity)
              .at(Api.JOBS, new JobsEndpoint(settings.access(), announced))
              .at(Api.PAGE, new PageEndpoint(settings.access()))
              .at(Api.OVERVIEW, new OverviewEndpoint(settings.access(), watch)),
          names(settings));
      removals.resume();
      Leftovers leftovers = new Leftovers(places, removals::found);
      Optional<CarbonPush> push =
          settings
              .carbon()
              .map(to -> new CarbonPush(status, to, settings.node(), PUSH_INTERVAL, clock));
      return new Agent(server, inventory, disk, sync, removals, misplaced, leftovers, push);
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  private static PeerAccess peers(AgentSettings settings, int port) throws IOException {
    ClientSettings plain =
        ClientSettings.usual().withEncoding(false).withMaxBody(settings.limits().maxBody());
    Supplier<ClientSettings> client = () -> plain;
    if (settings.tls().isPresent()) {
      PeerTls tls = new PeerTls(settings.tls().get());
      client = () -> plain.withTls(tls.get());
    }
    Peers peers = new Peers(settings.ring(), settings.allowed(), port);
    return new PeerAccess(peers, client, settings.tls().isPresent(), settings.access());
  }

  private static OwnNames names(AgentSettings settings) {
    if (settings.policy().tokens()) {
      return OwnNames.ANY;
    }
    List<String> names = new ArrayList<>();
    names.add(settings.node());
    names.add(settings.bind().getHostString());
    settings.ring().nodes().forEach(node -> names.add(node.host()));
    return OwnNames.of(names);
  }

  private static Routes routes(
      AgentSettings settings,
      LiveInventory inventory,
      MetricFiles files,
      PeerAccess peers,
      Removals removals,
      Status status) {
    Access access = settings.access();
    StatusEndpoints told = new StatusEndpoints(access, status, files.places().root());
    BatchEndpoints batches = new BatchEndpoints(access, files);
    return new Routes()
        .at(Api.METRICS, new ListEndpoint(access, inventory, new Fields(files)))
        .below(
            Api.METRICS + "/",
            new MetricEndpoint(
                access,
                files,
                new Bodies(files.disk(), Memory.ofHeap(settings.patience())),
                new Offload(peers)))
        .at(Api.STATS, batches::stats)
        .at(Api.DATABASES, new DatabasesEndpoint(access, files))
        .at(Api.DELETIONS, batches::deletions)
        .at(Api.REMOVALS, removals.endpoint())
        .at(Api.HEALTH, told::health)
        .at(Api.STATUS, told::status)
        .at(Api.PROMETHEUS, told::prometheus);
  }

  private static LiveInventory inventory(AgentSettings settings, Places places, Clock clock) {
    return settings
        .cache()
        .map(list -> LiveInventory.ofFileList(list, LOOK_AT_CACHE, clock))
        .orElseGet(() -> LiveInventory.ofScans(places.root(), settings.rescan(), clock));
  }

  private static MetricFiles.Listener listener(LiveInventory inventory) {
    return new MetricFiles.Listener() {
      @Override
      public void created(MetricName name) {
        inventory.created(name);
      }

      @Override
      public void removed(MetricName name) {
        inventory.removed(name);
      }
    };
  }

  /** The port that it listens at. */
  public int port() {
    return server.port();
  }

  /** What it serves: paths, and beginnings of paths, which end in a slash. */
  Set<String> paths() {
    return server.paths();
  }

  /** Waits until the inventory is built; false if it takes longer than that. */
  public boolean awaitInventory(Duration longest) throws InterruptedException {
    return inventory.await(longest);
  }

  /** How many requests are being served. */
  public int running() {
    return server.running();
  }

  /** Waits until what killed agents left half-made is removed. */
  public void awaitTidy() throws InterruptedException {
    leftovers.await();
  }

  /**
   * Stops accepting, lets requests that run finish, and stops.
   *
   * @param patience how long they may take
   * @return false if some took longer, and were cut off
   */
  public boolean stop(Duration patience) throws IOException {
    boolean all = server.stop(patience);
    close();
    return all;
  }

  /** Stops at once; requests that run are cut off. */
  @Override
  public void close() throws IOException {
    push.ifPresent(CarbonPush::close);
    server.close();
    misplaced.close();
    leftovers.close();
    removals.close();
    inventory.close();
    disk.close();
    sync.close();
  }
}
