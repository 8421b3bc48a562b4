package org.buckytools.agent;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.TlsFiles;
import org.buckytools.agent.http.Limits;
import org.buckytools.ring.RingDefinition;

/**
 * How an agent is to be.
 *
 * @param bind where to listen; port 0 for any free one
 * @param node which of the ring's hosts it is
 * @param prefix the tree
 * @param ring the ring, told to clients; its hosts may be fetched from
 * @param allowed further agents that may be fetched from, HOST or HOST:PORT
 * @param access says who may do what
 * @param policy says where it may listen
 * @param tls the files of TLS, without which plain HTTP is spoken
 * @param limits of requests
 * @param version of the program, told to clients
 * @param diskThreads how many files to work on at a time
 * @param patience how long to wait for a file's lock
 * @param settle how long a hidden file is kept for writers that had it open
 * @param rescan how often to look at the disk for what others create and remove; zero for never
 * @param cache go-carbon's list of files, to be read instead of a scan
 * @param carbon where to send the agent's own numbers, a carbon line receiver
 * @param sparse whether new files get holes where there are no points
 */
public record AgentSettings(
    InetSocketAddress bind,
    String node,
    Path prefix,
    RingDefinition ring,
    Set<String> allowed,
    Access access,
    BindPolicy policy,
    Optional<TlsFiles> tls,
    Limits limits,
    String version,
    int diskThreads,
    Duration patience,
    Duration settle,
    Duration rescan,
    Optional<Path> cache,
    Optional<InetSocketAddress> carbon,
    boolean sparse) {
  private static final int USUAL_DISK_THREADS = 8;
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

  /** How long writers that had a file open may take, unless it is said otherwise. */
  public static final Duration USUAL_SETTLE = Duration.ofSeconds(1);

  /** How often to look at the disk, unless it is said otherwise. */
  public static final Duration USUAL_RESCAN = Duration.ofMinutes(60);

  /** The usual agent, for everybody on this machine. */
  public static AgentSettings of(
      InetSocketAddress bind, String node, Path prefix, RingDefinition ring) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        Set.of(),
        Access.ANONYMOUS,
        new BindPolicy(false, false, false),
        Optional.empty(),
        Limits.USUAL,
        "(not packaged)",
        USUAL_DISK_THREADS,
        USUAL_PATIENCE,
        USUAL_SETTLE,
        USUAL_RESCAN,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** With further agents to fetch from. */
  public AgentSettings withAllowed(Set<String> agents) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        agents,
        access,
        policy,
        tls,
        limits,
        version,
        diskThreads,
        patience,
        settle,
        rescan,
        cache,
        carbon,
        sparse);
  }

  /** With rights to ask for. */
  public AgentSettings withAccess(Access rights, BindPolicy listening) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        rights,
        listening,
        tls,
        limits,
        version,
        diskThreads,
        patience,
        settle,
        rescan,
        cache,
        carbon,
        sparse);
  }

  /** Speaking TLS. */
  public AgentSettings withTls(TlsFiles files) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        access,
        policy,
        Optional.of(files),
        limits,
        version,
        diskThreads,
        patience,
        settle,
        rescan,
        cache,
        carbon,
        sparse);
  }

  /** With other limits. */
  public AgentSettings withLimits(Limits most) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        access,
        policy,
        tls,
        most,
        version,
        diskThreads,
        patience,
        settle,
        rescan,
        cache,
        carbon,
        sparse);
  }

  /** With the version of the program. */
  public AgentSettings withVersion(String text) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        access,
        policy,
        tls,
        limits,
        text,
        diskThreads,
        patience,
        settle,
        rescan,
        cache,
        carbon,
        sparse);
  }

  /** With other times to wait. */
  public AgentSettings withTimes(Duration lock, Duration settling, Duration rescanning) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        access,
        policy,
        tls,
        limits,
        version,
        diskThreads,
        lock,
        settling,
        rescanning,
        cache,
        carbon,
        sparse);
  }

  /** With go-carbon's list of files. */
  public AgentSettings withCache(Optional<Path> list) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        access,
        policy,
        tls,
        limits,
        version,
        diskThreads,
        patience,
        settle,
        rescan,
        list,
        carbon,
        sparse);
  }

  /** Sending its own numbers to carbon. */
  public AgentSettings withCarbon(Optional<InetSocketAddress> receiver) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        access,
        policy,
        tls,
        limits,
        version,
        diskThreads,
        patience,
        settle,
        rescan,
        cache,
        receiver,
        sparse);
  }

  /** With or without holes in new files. */
  public AgentSettings withSparse(boolean holes) {
    return new AgentSettings(
        bind,
        node,
        prefix,
        ring,
        allowed,
        access,
        policy,
        tls,
        limits,
        version,
        diskThreads,
        patience,
        settle,
        rescan,
        cache,
        carbon,
        holes);
  }
}
