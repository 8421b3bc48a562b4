package org.buckytools.agent.access;

import java.io.IOException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * TLS towards other agents, from PEM files that are read again when they have changed. Thread-safe.
 */
public final class PeerTls implements Supplier<SSLContext> {
  private final Reread<SSLContext> contexts;

  /**
   * Reads the files.
   *
   * @throws IOException if they cannot be used
   */
  public PeerTls(TlsFiles files) throws IOException {
    this.contexts = new Reread<>(files.all(), files::forAgents);
  }

  /** What new connections are to use. */
  @Override
  public SSLContext get() {
    return contexts.value();
  }
}
