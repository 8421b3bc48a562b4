package org.buckytools.agent;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.TlsFiles;
import org.buckytools.agent.http.Limits;
import org.buckytools.ring.RingDefinition;

/** How an agent is to be. Immutable: what changes it gives another. */
public final class AgentSettings {
  private static final int USUAL_DISK_THREADS = 8;
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

  /** How long writers that had a file open may take, unless it is said otherwise. */
  public static final Duration USUAL_SETTLE = Duration.ofSeconds(1);

  /** How often to look at the disk, unless it is said otherwise. */
  public static final Duration USUAL_RESCAN = Duration.ofMinutes(60);

  /** How long an owner may be away before a hidden file comes back, unless it is said otherwise. */
  public static final Duration USUAL_RECLAIM = Duration.ofMinutes(10);

  private final InetSocketAddress bind;
  private final String node;
  private final Path prefix;
  private final RingDefinition ring;
  private Set<String> allowed = Set.of();
  private Access access = Access.ANONYMOUS;
  private BindPolicy policy = new BindPolicy(false, false, false);
  private Optional<TlsFiles> tls = Optional.empty();
  private Limits limits = Limits.USUAL;
  private String version = "(not packaged)";
  private int diskThreads = USUAL_DISK_THREADS;
  private Duration patience = USUAL_PATIENCE;
  private Duration settle = USUAL_SETTLE;
  private Duration rescan = USUAL_RESCAN;
  private Duration reclaim = USUAL_RECLAIM;
  private Optional<Path> cache = Optional.empty();
  private Optional<InetSocketAddress> carbon = Optional.empty();
  private boolean sparse;

  private AgentSettings(InetSocketAddress bind, String node, Path prefix, RingDefinition ring) {
    this.bind = bind;
    this.node = node;
    this.prefix = prefix;
    this.ring = ring;
  }

  private AgentSettings(AgentSettings like) {
    this(like.bind, like.node, like.prefix, like.ring);
    allowed = like.allowed;
    access = like.access;
    policy = like.policy;
    tls = like.tls;
    limits = like.limits;
    version = like.version;
    diskThreads = like.diskThreads;
    patience = like.patience;
    settle = like.settle;
    rescan = like.rescan;
    reclaim = like.reclaim;
    cache = like.cache;
    carbon = like.carbon;
    sparse = like.sparse;
  }

  /** The usual agent, for everybody on this machine. */
  public static AgentSettings of(
      InetSocketAddress bind, String node, Path prefix, RingDefinition ring) {
    return new AgentSettings(bind, node, prefix, ring);
  }

  private AgentSettings with(Consumer<AgentSettings> change) {
    AgentSettings other = new AgentSettings(this);
    change.accept(other);
    return other;
  }

  /** With further agents to fetch from. */
  public AgentSettings withAllowed(Set<String> agents) {
    return with(other -> other.allowed = Set.copyOf(agents));
  }

  /** With rights to ask for. */
  public AgentSettings withAccess(Access rights, BindPolicy listening) {
    return with(
        other -> {
          other.access = rights;
          other.policy = listening;
        });
  }

  /** Speaking TLS. */
  public AgentSettings withTls(TlsFiles files) {
    return with(other -> other.tls = Optional.of(files));
  }

  /** With other limits. */
  public AgentSettings withLimits(Limits most) {
    return with(other -> other.limits = most);
  }

  /** With the version of the program. */
  public AgentSettings withVersion(String text) {
    return with(other -> other.version = text);
  }

  /** With other times to wait. */
  public AgentSettings withTimes(Duration lock, Duration settling, Duration rescanning) {
    return with(
        other -> {
          other.patience = lock;
          other.settle = settling;
          other.rescan = rescanning;
        });
  }

  /** With another time until what is hidden comes back into sight. */
  public AgentSettings withReclaim(Duration afterwards) {
    return with(other -> other.reclaim = afterwards);
  }

  /** With go-carbon's list of files. */
  public AgentSettings withCache(Optional<Path> list) {
    return with(other -> other.cache = list);
  }

  /** Sending its own numbers to carbon. */
  public AgentSettings withCarbon(Optional<InetSocketAddress> receiver) {
    return with(other -> other.carbon = receiver);
  }

  /** With or without holes in new files. */
  public AgentSettings withSparse(boolean holes) {
    return with(other -> other.sparse = holes);
  }

  /** Where to listen; port 0 for any free one. */
  public InetSocketAddress bind() {
    return bind;
  }

  /** Which of the ring's hosts it is. */
  public String node() {
    return node;
  }

  /** The tree. */
  public Path prefix() {
    return prefix;
  }

  /** The ring, told to clients; its hosts may be fetched from. */
  public RingDefinition ring() {
    return ring;
  }

  /** Further agents that may be fetched from, HOST or HOST:PORT. */
  public Set<String> allowed() {
    return allowed;
  }

  /** Says who may do what. */
  public Access access() {
    return access;
  }

  /** Says where it may listen. */
  public BindPolicy policy() {
    return policy;
  }

  /** The files of TLS, without which plain HTTP is spoken. */
  public Optional<TlsFiles> tls() {
    return tls;
  }

  /** Of requests. */
  public Limits limits() {
    return limits;
  }

  /** Of the program, told to clients. */
  public String version() {
    return version;
  }

  /** How many files to work on at a time. */
  public int diskThreads() {
    return diskThreads;
  }

  /** How long to wait for a file's lock. */
  public Duration patience() {
    return patience;
  }

  /** How long a hidden file is kept for writers that had it open. */
  public Duration settle() {
    return settle;
  }

  /** How often to look at the disk for what others create and remove; zero for never. */
  public Duration rescan() {
    return rescan;
  }

  /** How long an owner may be away before a file that was hidden comes back into sight. */
  public Duration reclaim() {
    return reclaim;
  }

  /** Go-carbon's list of files, to be read instead of a scan. */
  public Optional<Path> cache() {
    return cache;
  }

  /** Where to send the agent's own numbers, a carbon line receiver. */
  public Optional<InetSocketAddress> carbon() {
    return carbon;
  }

  /** Whether new files get holes where there are no points. */
  public boolean sparse() {
    return sparse;
  }
}
