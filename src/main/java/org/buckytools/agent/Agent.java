package org.buckytools.agent;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.buckytools.agent.files.Desk;
import org.buckytools.agent.files.Disk;
import org.buckytools.agent.files.GroupSync;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.files.Places;
import org.buckytools.agent.http.HttpServer;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.agent.http.Routes;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.inventory.LiveInventory;
import org.buckytools.wire.Api;

/** A running agent. Several may run in one process, each at an address of its own. Thread-safe. */
public final class Agent implements AutoCloseable {
  private final HttpServer server;
  private final LiveInventory inventory;
  private final Disk disk;
  private final GroupSync sync;

  private Agent(HttpServer server, LiveInventory inventory, Disk disk, GroupSync sync) {
    this.server = server;
    this.inventory = inventory;
    this.disk = disk;
    this.sync = sync;
  }

  /**
   * Starts an agent. It listens when this returns; its inventory may still be being built.
   *
   * @throws IOException if it may not or cannot listen there, or its tree cannot be read
   */
  public static Agent start(AgentSettings settings, RequestListener listener) throws IOException {
    settings.policy().check(settings.bind());
    Clock clock = Clock.systemUTC();
    Places places = new Places(settings.prefix());
    Disk disk = new Disk(settings.diskThreads(), () -> new Desk(clock, settings.patience()));
    GroupSync sync = new GroupSync(places.root());
    LiveInventory inventory = LiveInventory.ofScans(places.root(), settings.rescan(), clock);
    MetricFiles files =
        new MetricFiles(
            places, disk, sync, listener(inventory), settings.patience(), settings.sparse());
    Routes routes = new Routes();
    int port = settings.bind().getPort();
    Offload offload =
        new Offload(
            new Peers(settings, port),
            (from, metric, token, encoding) -> {
              throw new IOException("not yet");
            });
    routes.at(Api.HASH_RING, new RingEndpoint(settings));
    routes.at(Api.METRICS, new ListEndpoint(settings.access(), inventory, new Fields(files)));
    routes.below(
        Api.METRICS + "/", new MetricEndpoint(settings.access(), files, new Bodies(disk), offload));
    HttpServer server =
        HttpServer.start(settings.bind(), settings.limits(), settings.tls(), routes, listener);
    return new Agent(server, inventory, disk, sync);
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

  /** Waits until the inventory is built; false if it takes longer than that. */
  public boolean awaitInventory(Duration longest) throws InterruptedException {
    return inventory.await(longest);
  }

  /** Stops at once; requests that run are cut off. */
  @Override
  public void close() throws IOException {
    server.close();
    inventory.close();
    disk.close();
    sync.close();
  }
}
