package org.buckytools.agent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTlsTest {
  @TempDir static Path made;
  private static Certificates certificates;

  @TempDir Path directory;
  private Server server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(made);
    certificates.authority("ours");
    certificates.authority("others");
    certificates.issue("agent", "ours");
    certificates.issue("renewed", "ours");
    certificates.issue("client", "ours");
    certificates.issue("stranger", "others");
    certificates.issueExpired("expired", "ours");
  }

  @BeforeEach
  void serveNothingYet() {
    server = new Server();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private URI serve(TlsFiles files) throws Exception {
    ServerConnector connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(new ReloadingTls(files), HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "served", callback);
            return true;
          }
        });
    server.start();
    return URI.create("https://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  private static String get(URI uri, SSLContext context) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /** A client that shows no certificate. */
  private static SSLContext trusting(String authority) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate one : Pem.certificates(certificates.certificate(authority))) {
      store.setCertificateEntry("authority", one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  @Test
  void servesThoseWhoTrustItsAuthority() throws Exception {
    URI uri = serve(certificates.side("agent"));
    assertThat(get(uri, trusting("ours"))).isEqualTo("served");
    assertThatThrownBy(() -> get(uri, trusting("others")))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("PKIX path building failed");
  }

  @Test
  void servesClientsWithACertificateOnly() throws Exception {
    URI uri = serve(certificates.side("agent", "ours"));
    assertThat(get(uri, certificates.side("client", "ours").forAgents())).isEqualTo("served");
    assertThatIOException()
        .as("no certificate")
        .isThrownBy(() -> get(uri, trusting("ours")))
        .withStackTraceContaining("certificate_required");
    assertThatIOException()
        .as("of an unknown authority")
        .isThrownBy(() -> get(uri, StubbornClient.showing(certificates, "stranger")))
        .withStackTraceContaining("certificate");
    assertThatIOException()
        .as("expired")
        .isThrownBy(() -> get(uri, StubbornClient.showing(certificates, "expired")))
        .withStackTraceContaining("certificate");
  }

  @Test
  void doesNotSpeakOldVersionsOrPlainText() throws Exception {
    URI uri = serve(certificates.side("agent"));
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      assertThat(handshake(uri, version)).isEqualTo(version);
    }
    try (Socket socket = new Socket("127.0.0.1", uri.getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("served");
    }
    assertThat(new ReloadingTls(certificates.side("agent")).getIncludeProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
  }

  private static String handshake(URI uri, String version) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) trusting("ours").getSocketFactory().createSocket("127.0.0.1", uri.getPort())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  private TlsFiles copy(String name) throws IOException {
    replace(name);
    return new TlsFiles(
        directory.resolve("agent.pem"),
        directory.resolve("agent.key"),
        Optional.empty(),
        Optional.empty());
  }

  private void replace(String name) throws IOException {
    copy(certificates.certificate(name), directory.resolve("agent.pem"));
    copy(certificates.key(name), directory.resolve("agent.key"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Path next = Files.copy(from, to.resolveSibling("next"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(next, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String shown(URI uri) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) trusting("ours").getSocketFactory().createSocket("127.0.0.1", uri.getPort())) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  @Test
  void showsANewCertificateWithoutARestart() throws Exception {
    URI uri = serve(copy("agent"));
    assertThat(shown(uri)).isEqualTo("CN=agent");
    replace("renewed");
    assertThat(shown(uri)).isEqualTo("CN=renewed");
  }

  @Test
  void keepsTheOldOneWhileTheNewCannotBeUsed() throws Exception {
    URI uri = serve(copy("agent"));
    copy(certificates.certificate("renewed"), directory.resolve("agent.pem"));
    assertThat(shown(uri)).as("half replaced").isEqualTo("CN=agent");
    replace("expired");
    assertThat(shown(uri)).as("replaced by an expired one").isEqualTo("CN=agent");
    replace("renewed");
    assertThat(shown(uri)).isEqualTo("CN=renewed");
  }

  @Test
  void filesThatCannotWorkAreRefusedByName() throws Exception {
    refuses(certificates.side("expired"), "expired.pem", "is good from", "renewed");
    refuses(
        new TlsFiles(
            certificates.certificate("agent"),
            certificates.key("client"),
            Optional.empty(),
            Optional.empty()),
        "client.key",
        "is not the key of the certificate");
    refuses(
        new TlsFiles(
            certificates.key("agent"),
            certificates.key("agent"),
            Optional.empty(),
            Optional.empty()),
        "agent.key: holds no certificate");
    refuses(
        new TlsFiles(
            certificates.certificate("agent"),
            certificates.key("agent"),
            Optional.of(made),
            Optional.empty()),
        made.toString());
    TlsFiles copied = copy("agent");
    Files.setPosixFilePermissions(copied.key(), PosixFilePermissions.fromString("rw-r--r--"));
    refuses(copied, "agent.key: holds a secret");
    Files.setPosixFilePermissions(copied.key(), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(copied.key(), Certificates.block("EC PRIVATE KEY", new byte[] {1}));
    refuses(copied, "holds 0 unencrypted keys", "openssl pkcs8 -topk8 -nocrypt");
    Files.writeString(copied.key(), Certificates.block("PRIVATE KEY", new byte[] {1}));
    refuses(copied, "damaged");
    Files.writeString(copied.key(), "-----BEGIN PRIVATE KEY-----\n!secret!\n");
    refuses(copied, "holds a damaged PRIVATE KEY");
  }

  private static void refuses(TlsFiles files, String... words) {
    assertThatIOException()
        .isThrownBy(() -> new ReloadingTls(files))
        .withMessageContainingAll(words)
        .withMessageNotContaining("!secret!");
  }
}
