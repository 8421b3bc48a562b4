package org.buckytools.agent.access;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A client that shows its certificate even though the server will not like it, and trusts
 * everybody. Java's own would show none.
 */
final class StubbornClient {
  private StubbornClient() {}

  /** What lets it show the certificate of that name. */
  static SSLContext showing(Certificates certificates, String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    X509Certificate[] chain =
        Pem.certificates(certificates.certificate(name)).toArray(new X509Certificate[0]);
    store.setKeyEntry("own", Pem.key(certificates.key(name)), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    X509ExtendedKeyManager real = (X509ExtendedKeyManager) keys.getKeyManagers()[0];
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {new Insisting(real)},
        new TrustManager[] {new Trusting()},
        new SecureRandom());
    return context;
  }

  /** Shows its certificate whatever the server asks for. */
  private static final class Insisting extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager real;

    Insisting(X509ExtendedKeyManager real) {
      this.real = real;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return "own";
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return "own";
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return real.getCertificateChain("own");
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return real.getPrivateKey("own");
    }
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
