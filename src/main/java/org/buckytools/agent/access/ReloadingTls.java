package org.buckytools.agent.access;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS 1.2 and 1.3 from PEM files, which are read again when they have changed; each new connection
 * gets what they hold then. With authorities for clients there is no connection without a
 * certificate that one of them has signed. Thread-safe.
 */
public final class ReloadingTls extends SslContextFactory.Server {
  private final Reread<SSLContext> contexts;
  private SSLContext current;

  /**
   * Reads the files.
   *
   * @throws IOException if they cannot be used
   */
  public ReloadingTls(TlsFiles files) throws IOException {
    this.contexts = new Reread<>(files.all(), files::forClients);
    this.current = contexts.value();
    setSslContext(current);
    setIncludeProtocols("TLSv1.3", "TLSv1.2");
    setNeedClientAuth(files.clients().isPresent());
  }

  @Override
  public SSLEngine newSSLEngine() {
    refresh();
    return super.newSSLEngine();
  }

  @Override
  public SSLEngine newSSLEngine(String host, int port) {
    refresh();
    return super.newSSLEngine(host, port);
  }

  @Override
  public SSLEngine newSSLEngine(InetSocketAddress address) {
    refresh();
    return super.newSSLEngine(address);
  }

  private synchronized void refresh() {
    SSLContext now = contexts.value();
    if (now == current) {
      return;
    }
    try {
      reload(factory -> factory.setSslContext(now));
      current = now;
    } catch (Exception e) {
      throw new IllegalStateException("Jetty refuses what it took before", e);
    }
  }
}
