package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.Certificates;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.access.PeerTls;
import org.buckytools.agent.access.Secret;
import org.buckytools.agent.access.TlsFiles;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.agent.access.Tokens;
import org.buckytools.client.Address;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentException;
import org.buckytools.client.ClientSettings;
import org.buckytools.client.Trust;
import org.buckytools.metric.MetricName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that speak TLS with our client and with each other. */
class AgentTlsTest {
  private static final BindPolicy CERTIFICATES = new BindPolicy(false, true, false);
  private static final byte[] DATABASE = Databases.with(10);
  private static final MetricName NAME = MetricName.of("a.b");

  @TempDir static Path made;
  private static Certificates certificates;

  @TempDir Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(made);
    certificates.authority("ours");
    certificates.authority("others");
    certificates.issue("agent", "ours");
    certificates.issue("client", "ours");
    certificates.issue("stranger", "others");
  }

  @BeforeEach
  void putADatabase() throws Exception {
    Files.write(Files.createDirectories(directory.resolve("tree/a")).resolve("b.wsp"), DATABASE);
  }

  private static Optional<byte[]> get(TestAgent agent, ClientSettings settings) throws Exception {
    Address address = Address.parse(agent.address());
    try (AgentClient client =
        new AgentClient(new Address(address.host(), address.port(), true), settings)) {
      return client.get(NAME).map(fetched -> fetched.bytes());
    }
  }

  private static ClientSettings showing(String name, String trusting) throws Exception {
    TlsFiles files =
        new TlsFiles(
            certificates.certificate(name),
            certificates.key(name),
            Optional.empty(),
            Optional.of(certificates.certificate(trusting)));
    return ClientSettings.usual().withTls(new PeerTls(files).get());
  }

  @Test
  void withClientCertificatesOnlyThoseWhoHaveOneAreServed() throws Exception {
    try (TestAgent agent =
        new TestAgent(
            directory.resolve("tree"),
            settings ->
                settings
                    .withTls(certificates.side("agent", "ours"))
                    .withAccess(settings.access(), CERTIFICATES))) {
      assertThat(get(agent, showing("client", "ours"))).hasValue(DATABASE);
      assertThatIOException().isThrownBy(() -> get(agent, showing("stranger", "ours")));
      ClientSettings nobody =
          ClientSettings.usual().withTls(Trust.in(certificates.certificate("ours")));
      assertThatIOException().isThrownBy(() -> get(agent, nobody));
      assertThatIOException()
          .as("the agent's certificate is not what the client trusts")
          .isThrownBy(() -> get(agent, showing("client", "others")));
      assertThatIOException().as("plain HTTP").isThrownBy(() -> agent.client.get("/metrics"));
    }
  }

  private AgentException refused(TestAgent agent, String host, String trusting) throws Exception {
    ClientSettings settings =
        ClientSettings.usual().withTls(Trust.in(certificates.certificate(trusting)));
    try (AgentClient client =
        new AgentClient(new Address(host, agent.agent.port(), true), settings)) {
      AgentException refusal = catchThrowableOfType(AgentException.class, client::hashRing);
      assertThat(refusal.trouble()).isEqualTo(AgentException.Trouble.REFUSING);
      assertThat(refusal)
          .hasMessageStartingWith(
              host + ":" + agent.agent.port() + ": GET /hashring: TLS cannot be agreed on: ")
          .hasMessageEndingWith("which certificates to trust: --tls-ca");
      return refusal;
    }
  }

  private static String trouble(TestAgent agent, boolean tls) throws Exception {
    Address address = new Address("127.0.0.1", agent.agent.port(), tls);
    try (AgentClient client = new AgentClient(address, ClientSettings.usual())) {
      return catchThrowableOfType(AgentException.class, client::hashRing).getMessage();
    }
  }

  @Test
  void aClientThatSpeaksTlsToWhomDoesNotOrTheOtherWayRoundIsToldSo() throws Exception {
    Path tree = directory.resolve("tree");
    try (TestAgent agent =
        new TestAgent(tree, settings -> settings.withTls(certificates.side("agent")))) {
      assertThat(trouble(agent, false)).endsWith("; if it speaks TLS write https://HOST");
    }
    try (TestAgent agent = new TestAgent(directory.resolve("other"), like -> like)) {
      assertThat(trouble(agent, true)).endsWith("it does not speak TLS; leave https:// out");
    }
  }

  @Test
  void aClientSaysWhyItDoesNotTrustAnAgent() throws Exception {
    Path tree = directory.resolve("tree");
    try (TestAgent agent =
        new TestAgent(tree, settings -> settings.withTls(certificates.side("agent")))) {
      assertThat(refused(agent, "127.0.0.1", "others"))
          .hasMessageContaining("unable to find valid certification path");
      ClientSettings nobodyIsTrusted = ClientSettings.usual();
      assertThatIOException()
          .as("the system's own authorities")
          .isThrownBy(() -> get(agent, nobodyIsTrusted))
          .withMessageContaining("--tls-ca");
      assertThat(get(agent, showing("client", "ours"))).hasValue(DATABASE);
    }
    try (TestAgent agent =
        new TestAgent(
            tree, "127.0.0.9", 0, settings -> settings.withTls(certificates.side("agent")))) {
      assertThat(refused(agent, "127.0.0.9", "ours"))
          .as("it is good for other addresses")
          .hasMessageContaining("127.0.0.9 found");
    }
  }

  @Test
  void agentsTalkToEachOtherOverTlsWithTokens() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "s".repeat(40));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    TokenAccess access = new TokenAccess(List.of(file), Clock.systemUTC());
    TlsFiles tls =
        new TlsFiles(
            certificates.certificate("agent"),
            certificates.key("agent"),
            Optional.empty(),
            Optional.of(certificates.certificate("ours")));
    String token =
        new Tokens(Clock.systemUTC())
            .make(
                Secret.read(file),
                List.of(Operation.values()),
                List.of("*"),
                java.time.Duration.ofMinutes(5));
    ClientSettings client =
        ClientSettings.usual().withTls(Trust.in(certificates.certificate("ours")));
    try (TestAgent source =
            new TestAgent(
                directory.resolve("tree"),
                settings ->
                    settings.withTls(tls).withAccess(access, new BindPolicy(true, false, false)));
        TestAgent puller =
            new TestAgent(
                directory.resolve("puller"),
                "127.0.0.2",
                source.agent.port(),
                settings ->
                    settings.withTls(tls).withAccess(access, new BindPolicy(true, false, false)))) {
      assertThatIOException().as("no token").isThrownBy(() -> get(source, client));
      assertThat(get(source, client.withToken(token))).hasValue(DATABASE);
      try (AgentClient asking =
          new AgentClient(
              new Address("127.0.0.2", puller.agent.port(), true), client.withToken(token))) {
        String from = Address.parse(source.address()).host() + ":" + source.agent.port();
        assertThat(asking.offload(NAME, from, NAME)).isPresent();
      }
      assertThat(puller.tree.resolve("a/b.wsp")).hasBinaryContent(DATABASE);
    }
  }
}
