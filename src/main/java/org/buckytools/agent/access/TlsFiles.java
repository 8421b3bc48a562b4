package org.buckytools.agent.access;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The PEM files of an agent, which is a server and other agents' client.
 *
 * @param certificate the own certificate, and those between it and the authority behind it
 * @param key of the certificate; PKCS #8, unencrypted, and no other user may read it
 * @param clients who signs the certificates that clients must show; without them they are asked for
 *     none
 * @param agents who signs the certificates of other agents; without them who signs those of
 *     clients, or whom the JDK trusts
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clients, Optional<Path> agents) {
  private static final char[] NO_PASSWORD = {};
  // A session taken up again asks for no certificate, which may have expired meanwhile.
  private static final int SESSION_SECONDS = 600;
  private static final byte[] PROBE = {1, 2, 3};

  List<Path> all() {
    List<Path> files = new ArrayList<>(List.of(certificate, key));
    clients.ifPresent(files::add);
    agents.ifPresent(files::add);
    return files;
  }

  /**
   * What the files hold now, to serve clients with.
   *
   * @throws IOException if they cannot be read, do not belong together, or have expired
   */
  SSLContext forClients() throws IOException {
    return context(clients);
  }

  /**
   * What the files hold now, to talk to other agents with.
   *
   * @throws IOException if they cannot be read, do not belong together, or have expired
   */
  SSLContext forAgents() throws IOException {
    return context(agents.or(() -> clients));
  }

  private SSLContext context(Optional<Path> authorities) throws IOException {
    List<X509Certificate> chain = Pem.certificates(certificate);
    PrivateKey privateKey = Pem.key(key);
    try {
      chain.getFirst().checkValidity();
    } catch (CertificateException e) {
      throw new FileSystemException(
          certificate.toString(),
          null,
          "is good from "
              + chain.getFirst().getNotBefore().toInstant()
              + " to "
              + chain.getFirst().getNotAfter().toInstant()
              + " only; have it renewed");
    }
    try {
      check(chain.getFirst(), privateKey);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(chain, privateKey), trust(authorities), null);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "cannot use " + certificate + " with " + key + " for TLS: " + e.getMessage(), e);
    }
  }

  private void check(X509Certificate certified, PrivateKey privateKey)
      throws IOException, GeneralSecurityException {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    if (!belongs(certified, privateKey, algorithm)) {
      throw new FileSystemException(
          key.toString(), certificate.toString(), "is not the key of the certificate");
    }
  }

  private static boolean belongs(X509Certificate certified, PrivateKey privateKey, String algorithm)
      throws GeneralSecurityException {
    String ofCertificate = certified.getPublicKey().getAlgorithm();
    if (!ofCertificate.equals(privateKey.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified.getPublicKey());
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyManager[] keys(List<X509Certificate> chain, PrivateKey privateKey)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setKeyEntry("own", privateKey, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trust(Optional<Path> authorities)
      throws GeneralSecurityException, IOException {
    if (authorities.isEmpty()) {
      return null; // The JDK's own.
    }
    KeyStore store = emptyStore();
    for (X509Certificate authority : Pem.certificates(authorities.get())) {
      store.setCertificateEntry("authority" + store.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
