package org.buckytools.agent.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.agent.access.ReloadingTls;
import org.buckytools.agent.access.TlsFiles;
import org.buckytools.agent.pace.MinimumPace;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Listens and has each request served in a virtual thread of its own. Thread-safe. */
public final class HttpServer implements AutoCloseable {
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;
  private static final int BACKLOG = 1_024;
  private static final long UNCHANGED = -1;

  private final Server server;
  private final ServerConnector connector;
  private final Dispatch dispatch;
  private final MinimumPace pace;

  private HttpServer(
      Server server, ServerConnector connector, Dispatch dispatch, MinimumPace pace) {
    this.server = server;
    this.connector = connector;
    this.dispatch = dispatch;
    this.pace = pace;
  }

  /**
   * Takes an address; nobody is served yet.
   *
   * @param address with port 0 for any free port
   * @param tls the files of TLS, without which plain HTTP is spoken
   * @throws IOException if the address cannot be listened on, or the files cannot be used
   */
  public static HttpServer open(
      InetSocketAddress address, Limits limits, Optional<TlsFiles> tls, RequestListener listener)
      throws IOException {
    VirtualThreadPool threads = new VirtualThreadPool();
    threads.setName("agent");
    Server server = new Server(threads, null, new ArrayByteBufferPool());
    server.setErrorHandler(new PlainErrors());
    Dispatch dispatch = new Dispatch(limits, listener);
    server.setRequestLog(dispatch);
    MinimumPace pace = new MinimumPace(limits.minRate(), limits.grace(), limits.idle());
    pace.setHandler(dispatch);
    server.setHandler(new GracefulHandler(pace));
    ServerConnector connector =
        new ServerConnector(server, null, null, null, ACCEPTORS, SELECTORS, protocols(limits, tls));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(limits.idle().toMillis());
    // Jetty would cut requests off whose peer pauses for a second while the server stops.
    connector.setShutdownIdleTimeout(UNCHANGED);
    connector.addBean(pace);
    connector.addBean(new PeerLimit(limits.connectionsPerPeer()));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    try {
      connector.open();
    } catch (IOException failure) {
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + reason(failure),
          failure);
    }
    return new HttpServer(server, connector, dispatch, pace);
  }

  /** Begins to serve these under these names. */
  public void start(Routes routes, OwnNames names) throws IOException {
    dispatch.serve(routes, names);
    try {
      server.start();
    } catch (Exception failure) {
      close();
      throw new IOException("cannot start to serve: " + reason(failure), failure);
    }
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private static ConnectionFactory[] protocols(Limits limits, Optional<TlsFiles> tls)
      throws IOException {
    HttpConfiguration configuration = configuration(limits);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {http};
    }
    // It hands the client's certificates on. That they asked for a name of ours is for clients to
    // check; hosts have more names than their certificates.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return new ConnectionFactory[] {
      new SslConnectionFactory(new ReloadingTls(tls.get()), http.getProtocol()), http
    };
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(limits.maxHeader());
    // What a proxy before us may read otherwise than we do is no request.
    configuration.setHttpCompliance(HttpCompliance.STRICT);
    // Tagged series have semicolons in their names, and Go's client sends them as they are. Paths
    // are decoded by PercentDecoding and checked as names, never resolved against anything.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  /** Where it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  /** What it serves: paths, and beginnings of paths, which end in a slash. */
  public Set<String> paths() {
    return dispatch.paths();
  }

  /** How many requests are being served. */
  public int running() {
    return dispatch.running();
  }

  /** How many requests have been answered, by their status' first digit. */
  public LongAdder[] answered() {
    return dispatch.answered();
  }

  /**
   * Stops accepting, and waits for the requests that run.
   *
   * @return false if some still ran after that time, and were cut off
   */
  public boolean stop(Duration patience) {
    pace.end();
    if (!patience.isZero()) {
      finish(patience);
    }
    boolean isIdle = dispatch.running() == 0;
    server.setStopTimeout(0);
    try {
      server.stop();
    } catch (Exception failure) {
      // All is being given up; there is nothing left to stop.
    }
    return isIdle;
  }

  private void finish(Duration patience) {
    try {
      Graceful.shutdown(server).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // What still runs is cut off.
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops at once; requests that run are cut off. */
  @Override
  public void close() {
    stop(Duration.ZERO);
    connector.close();
  }
}
