package org.buckytools.agent.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads certificates and keys from PEM files (RFC 7468): between lines of dashes the Base64 of DER,
 * around them anything.
 */
final class Pem {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final int MOST = 1 << 20;

  private Pem() {}

  /**
   * All certificates of a file, in their order.
   *
   * @throws IOException if there is none, or one is damaged
   */
  static List<X509Certificate> certificates(Path file) throws IOException {
    if (Files.size(file) > MOST || !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "is no file of at most 1 MiB");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : blocks(file, Files.readAllBytes(file), CERTIFICATE)) {
      try {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      } catch (CertificateException e) {
        throw damaged(file, CERTIFICATE, e);
      }
    }
    if (certificates.isEmpty()) {
      throw new FileSystemException(
          file.toString(), null, "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
    }
    return certificates;
  }

  /**
   * The one private key of a file that nobody else may read.
   *
   * @throws IOException if there is none or more than one, or it is of no known kind
   */
  static PrivateKey key(Path file) throws IOException {
    List<byte[]> keys = blocks(file, PrivateFile.read(file), KEY);
    if (keys.size() != 1) {
      throw new FileSystemException(
          file.toString(),
          null,
          "holds "
              + keys.size()
              + " unencrypted keys in PKCS #8 (-----BEGIN PRIVATE KEY-----), and must hold one;"
              + " convert one with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
      } catch (GeneralSecurityException e) {
        continue; // It may be of another kind.
      }
    }
    throw new FileSystemException(
        file.toString(), null, "holds a key that is damaged, or is none of RSA, EC, Ed25519");
  }

  private static List<byte[]> blocks(Path file, byte[] content, String label) throws IOException {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<byte[]> blocks = new ArrayList<>();
    int at = text.indexOf(begin);
    while (at >= 0) {
      int start = at + begin.length();
      int stop = text.indexOf(end, start);
      if (stop < 0) {
        throw damaged(file, label, null);
      }
      try {
        blocks.add(Base64.getDecoder().decode(text.substring(start, stop).replaceAll("\\s", "")));
      } catch (IllegalArgumentException e) {
        // Its message may hold a part of a key.
        throw damaged(file, label, null);
      }
      at = text.indexOf(begin, stop);
    }
    return blocks;
  }

  private static FileSystemException damaged(Path file, String label, Exception cause) {
    FileSystemException damaged =
        new FileSystemException(file.toString(), null, "holds a damaged " + label);
    if (cause != null) {
      damaged.initCause(cause);
    }
    return damaged;
  }
}
