package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.TlsFiles;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.agent.http.Limits;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;

/** Who may do what to an agent, and how much: the options that say so. */
final class AgentOptions {
  private static final int MEBI = 1 << 20;
  private static final int KIBI = 1 << 10;
  private static final int MOST_BODY = 1_024;
  private static final int MOST_HEADER = 1_024;
  private static final int MANY = 1_000_000;
  private static final int DAY = 86_400;

  private final Arg<List<Path>> secrets;
  private final Arg<Boolean> anonymous;
  private final Arg<Optional<Path>> certificate;
  private final Arg<Optional<Path>> key;
  private final Arg<Optional<Path>> authorities;
  private final Arg<Optional<Path>> agents;
  private final Arg<List<String>> allowed;
  private final Arg<Integer> body;
  private final Arg<Integer> header;
  private final Arg<Integer> lines;
  private final Arg<Integer> requests;
  private final Arg<Integer> connections;
  private final Arg<Integer> perPeer;
  private final Arg<Integer> idle;
  private final Arg<Integer> rate;

  AgentOptions(Syntax syntax) {
    secrets =
        syntax.repeatable(
            "--auth-jwt-secret-file",
            Kind.path("FILE"),
            "ask for tokens signed with its secret; several for the time of a change");
    anonymous = syntax.flag("--allow-anonymous", "listen wide, and let anybody do anything");
    certificate = syntax.option("--tls-cert", Kind.path("PEM"), "speak TLS with this certificate");
    key = syntax.option("--tls-key", Kind.path("PEM"), "the certificate's key");
    authorities =
        syntax.option(
            "--tls-client-ca",
            Kind.path("PEM"),
            "let in whom these have certified, and nobody else");
    agents =
        syntax.option(
            "--tls-ca",
            Kind.path("PEM"),
            "who has certified other agents; by default --tls-client-ca");
    allowed =
        syntax.repeatable(
            "--allow-agent",
            Kind.text("HOST[:PORT]"),
            "an agent outside the ring that may be fetched from");
    Limits usual = Limits.USUAL;
    body = number(syntax, "--max-body", "MIB", MOST_BODY, usual.maxBody() / MEBI, "of a database");
    header =
        number(syntax, "--max-header", "KIB", MOST_HEADER, usual.maxHeader() / KIBI, "of headers");
    lines =
        number(syntax, "--max-lines", "N", MANY, usual.maxLines(), "of a request for many metrics");
    requests = number(syntax, "--max-requests", "N", MANY, usual.requests(), "at a time");
    connections = number(syntax, "--max-connections", "N", MANY, usual.connections(), "in all");
    perPeer =
        number(
            syntax,
            "--max-connections-per-peer",
            "N",
            MANY,
            usual.connectionsPerPeer(),
            "of one address");
    idle =
        number(
            syntax,
            "--idle-timeout",
            "SECONDS",
            DAY,
            (int) usual.idle().toSeconds(),
            "a connection may be silent");
    rate =
        number(
            syntax,
            "--min-rate",
            "BYTES",
            MANY,
            (int) usual.minRate(),
            "a second, at least, that a body must come with");
    syntax.check(this::check);
  }

  private static Arg<Integer> number(
      Syntax syntax, String name, String unit, int most, int usual, String what) {
    return syntax.option(name, Kind.number(unit, 1, most), usual, what + "; by default " + usual);
  }

  private void check() {
    if (certificate.value().isPresent() != key.value().isPresent()) {
      throw new UsageException("--tls-cert and --tls-key belong together; give both");
    }
    if (certificate.value().isEmpty()
        && (authorities.value().isPresent() || agents.value().isPresent())) {
      throw new UsageException("--tls-client-ca and --tls-ca need --tls-cert and --tls-key");
    }
    try {
      policy();
    } catch (IllegalArgumentException contradiction) {
      throw new UsageException(contradiction.getMessage());
    }
  }

  private BindPolicy policy() {
    return new BindPolicy(
        !secrets.value().isEmpty(), authorities.value().isPresent(), anonymous.value());
  }

  /** The settings with what the options say. */
  AgentSettings apply(AgentSettings settings) throws IOException {
    Access access =
        secrets.value().isEmpty()
            ? Access.ANONYMOUS
            : new TokenAccess(secrets.value(), Clock.systemUTC());
    AgentSettings more =
        settings
            .withAccess(access, policy())
            .withAllowed(Set.copyOf(allowed.value()))
            .withLimits(limits());
    return certificate.value().isEmpty()
        ? more
        : more.withTls(
            new TlsFiles(
                certificate.value().get(),
                key.value().orElseThrow(),
                authorities.value(),
                agents.value()));
  }

  private Limits limits() {
    return new Limits(
        body.value() * MEBI,
        header.value() * KIBI,
        lines.value(),
        requests.value(),
        connections.value(),
        perPeer.value(),
        Duration.ofSeconds(idle.value()),
        Limits.USUAL.grace(),
        rate.value());
  }
}
