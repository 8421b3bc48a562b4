package org.buckytools.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.buckytools.client.Address;
import org.buckytools.client.ClientSettings;
import org.buckytools.client.Trust;
import org.buckytools.cluster.Cluster;
import org.buckytools.console.Console;

/**
 * Which cluster, and how to talk to its agents: {@code -h/--host -s/--single -w/--workers
 * -t/--timeout -f/--force --no-encoding --api-token-file --tls-ca}, named as in Go's bucky.
 */
public final class ClusterOptions {
  private static final String VARIABLE = "BUCKYHOST";
  private static final String FORCE = "-f, --force";
  private static final String USUAL_HOST = "localhost";
  private static final int USUAL_WORKERS = 5;
  private static final int MOST_WORKERS = 1024;
  private static final int USUAL_TIMEOUT = 30;
  private static final int MOST_TIMEOUT = 86_400;
  private static final Kind<Address> ADDRESS =
      new Kind<>(Address.class, "HOST[:PORT]", Address::parse);

  private final Arg<Optional<Address>> host;
  private final Arg<Boolean> single;
  private final Arg<Integer> workers;
  private final Arg<Integer> timeout;
  private final Arg<Boolean> force;
  private final Arg<Boolean> noEncoding;
  private final Arg<Optional<Path>> token;
  private final Arg<Optional<Path>> ca;

  private ClusterOptions(
      Syntax syntax, boolean alone, boolean lists, boolean transfers, String forcing) {
    host =
        syntax.option(
            "-h, --host",
            ADDRESS,
            "any agent of the cluster, or https://HOST[:PORT]; else $"
                + VARIABLE
                + ", else localhost; the port is 4242 if none is given");
    single = flag(syntax, alone, "-s, --single", "ask that agent alone, not the whole cluster");
    workers =
        lists
            ? syntax.option(
                "-w, --workers",
                Kind.number("N", 1, MOST_WORKERS),
                USUAL_WORKERS,
                "how many metrics to work on at a time; by default " + USUAL_WORKERS)
            : new Arg<>(() -> USUAL_WORKERS);
    timeout =
        syntax.option(
            "-t, --timeout",
            Kind.number("SECONDS", 1, MOST_TIMEOUT),
            USUAL_TIMEOUT,
            "how long an agent may stay silent; by default " + USUAL_TIMEOUT);
    force = flag(syntax, lists, forcing, "have agents look at their disks again first");
    noEncoding =
        syntax.flag(
            "--no-encoding",
            transfers
                ? "have databases sent uncompressed, as they are within a host"
                : "nothing: no database is sent here; for scripts that always give it");
    token = syntax.option("--api-token-file", Kind.path("FILE"), "the token to show to the agents");
    ca =
        syntax.option(
            "--tls-ca", Kind.path("FILE"), "trust agents by these certificates, in PEM, alone");
  }

  private static Arg<Boolean> flag(Syntax syntax, boolean declared, String names, String help) {
    return declared ? syntax.flag(names, help) : new Arg<>(() -> false);
  }

  /** Adds those for a command that asks one agent for its ring. */
  public static ClusterOptions ofOne(Syntax syntax) {
    return new ClusterOptions(syntax, false, false, false, FORCE);
  }

  /** Adds those for a command that lists metrics. */
  public static ClusterOptions on(Syntax syntax) {
    return new ClusterOptions(syntax, true, true, false, FORCE);
  }

  /** Adds those for a command that lists metrics and whose {@code --force} means another thing. */
  public static ClusterOptions withOtherForce(Syntax syntax) {
    return new ClusterOptions(syntax, true, true, false, "-f, --refresh");
  }

  /** Adds those for a command that sends or fetches databases. */
  public static ClusterOptions withTransfers(Syntax syntax) {
    return new ClusterOptions(syntax, true, true, true, FORCE);
  }

  /** Adds those for a command that sends databases and lists none; it has workers of its own. */
  public static ClusterOptions ofSender(Syntax syntax) {
    return new ClusterOptions(syntax, true, false, true, FORCE);
  }

  /** Adds those for a command that has agents look at whole trees; it has workers of its own. */
  public static ClusterOptions ofTrees(Syntax syntax) {
    return new ClusterOptions(syntax, true, false, false, FORCE);
  }

  /** Whether the command line says which agent to ask first. */
  public boolean isGiven() {
    return host.isTyped();
  }

  /** The agent to ask first. */
  public Address host() {
    return host.value().orElseGet(() -> Address.parse(USUAL_HOST));
  }

  /**
   * How to talk to agents.
   *
   * @throws IOException if the token or the certificates cannot be read
   */
  public ClientSettings settings() throws IOException {
    ClientSettings settings =
        ClientSettings.usual()
            .withTimeout(Duration.ofSeconds(timeout.value()))
            .withEncoding(!noEncoding.value());
    if (token.value().isPresent()) {
      TrustedFile.check(token.value().get());
      String text = Files.readString(token.value().get()).strip();
      try {
        settings = settings.withToken(text);
      } catch (IllegalArgumentException e) {
        throw new IOException(token.value().get() + ": " + e.getMessage(), e);
      }
    }
    return ca.value().isPresent() ? settings.withTls(Trust.in(ca.value().get())) : settings;
  }

  /**
   * Asks for the cluster, or with {@code --single} for the one agent.
   *
   * @throws IOException if the agent to begin with does not answer
   */
  public Cluster cluster(Console console) throws IOException, InterruptedException {
    return single.value()
        ? Cluster.single(host(), settings())
        : Cluster.discover(host(), settings());
  }

  /** Whether only one agent is to be asked. */
  public boolean single() {
    return single.value();
  }

  /** How many metrics to work on at a time. */
  public int workers() {
    return workers.value();
  }

  /** Whether agents are to look at their disks again. */
  public boolean force() {
    return force.value();
  }
}
