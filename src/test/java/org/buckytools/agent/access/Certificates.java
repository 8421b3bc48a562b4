package org.buckytools.agent.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Certificates made for one test with the JDK's keytool, as PEM files. */
public final class Certificates {
  private static final String PASSWORD = "password";
  private static final Class<?> KEYTOOL = keytool();

  private final Path directory;
  private final Path store;

  // The program itself, which takes a second for each start.
  private static Class<?> keytool() {
    try {
      return Class.forName("sun.security.tools.keytool.Main");
    } catch (ClassNotFoundException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Makes them in a directory. */
  public Certificates(Path directory) {
    this.directory = directory;
    this.store = directory.resolve("store.p12");
  }

  /** An authority. */
  public void authority(String name) throws Exception {
    generate(name, "-ext", "bc:critical=ca:true", "-validity", "365");
    pem(name);
  }

  /** A certificate signed by an authority, for this machine's loopback addresses. */
  public void issue(String name, String authority, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-signer", authority));
    arguments.addAll(List.of("-ext", "san=ip:127.0.0.1,ip:127.0.0.2,ip:127.0.0.3,dns:localhost"));
    arguments.addAll(more.length == 0 ? List.of("-validity", "30") : List.of(more));
    generate(name, arguments.toArray(new String[0]));
    pem(name);
  }

  /** A certificate that was good last month. */
  public void issueExpired(String name, String authority) throws Exception {
    issue(name, authority, "-startdate", "-40d", "-validity", "10");
  }

  private void generate(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-alias", name, "-dname", "CN=" + name));
    command.addAll(List.of(arguments));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream messages = System.err;
    try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      System.setErr(out);
      Object keytool = KEYTOOL.getConstructor().newInstance();
      Object code =
          KEYTOOL
              .getMethod("run", String[].class, PrintStream.class)
              .invoke(keytool, command.toArray(new String[0]), out);
      if (!code.equals(0)) {
        throw new IOException("keytool: " + output.toString(StandardCharsets.UTF_8));
      }
    } finally {
      System.setErr(messages);
    }
  }

  private void pem(String name) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Certificate certificate = keys.getCertificate(name);
    Key key = keys.getKey(name, PASSWORD.toCharArray());
    Files.writeString(
        certificate(name), "CN=" + name + "\n" + block("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(key(name), block("PRIVATE KEY", key.getEncoded()));
    Files.setPosixFilePermissions(key(name), PosixFilePermissions.fromString("rw-------"));
  }

  /** DER as PEM. */
  public static String block(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  /** Where the certificate is. */
  public Path certificate(String name) {
    return directory.resolve(name + ".pem");
  }

  /** Where its key is. */
  public Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /** One side of TLS. */
  public TlsFiles side(String name, String authority) {
    return new TlsFiles(
        certificate(name),
        key(name),
        Optional.of(certificate(authority)),
        Optional.of(certificate(authority)));
  }

  /** One side of TLS that names no authority. */
  public TlsFiles side(String name) {
    return new TlsFiles(certificate(name), key(name), Optional.empty(), Optional.empty());
  }
}
