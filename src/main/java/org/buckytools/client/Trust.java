package org.buckytools.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to trust over TLS. */
public final class Trust {
  private Trust() {}

  /**
   * Trusts what these certificates have signed, and nobody else.
   *
   * @param pem a file of one or more X.509 certificates in PEM
   * @throws IOException if it cannot be read or holds none
   */
  public static SSLContext in(Path pem) throws IOException {
    try (InputStream file = Files.newInputStream(pem)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(file);
      if (certificates.isEmpty()) {
        throw new IOException(pem + ": holds no certificate; give one or more in PEM");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unsound) {
      throw new IOException(pem + ": holds no certificate in PEM: " + unsound.getMessage());
    }
  }
}
