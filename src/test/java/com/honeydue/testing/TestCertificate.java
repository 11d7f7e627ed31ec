package com.honeydue.testing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What a server on this machine shows to be trusted, made by the JDK's keytool. Immutable. */
public final class TestCertificate {

  /** Of the key store. */
  public static final String PASSWORD = "of-no-use";

  private static final String ALIAS = "localhost";

  private static final class Shared {
    private static final TestCertificate CERTIFICATE =
        new TestCertificate("dns:localhost,ip:127.0.0.1");
    private static final TestCertificate BY_NAME = new TestCertificate("dns:localhost");
  }

  private final Path keyStore;
  private final byte[] store;
  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Path trustFile;

  private TestCertificate(String names) {
    try {
      Path directory = Files.createTempDirectory("certificate");
      Path file = directory.resolve("store.p12");
      make(file, names);
      keyStore = file;
      store = Files.readAllBytes(file);
      var read = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      certificate = (X509Certificate) read.getCertificate(ALIAS);
      key = (PrivateKey) read.getKey(ALIAS, PASSWORD.toCharArray());
      trustFile =
          Files.writeString(
              directory.resolve("trust.pem"), pem("CERTIFICATE", certificate.getEncoded()));
      for (Path made : new Path[] {trustFile, file, directory}) {
        made.toFile().deleteOnExit();
      }
      directory.toFile().deleteOnExit();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For {@code localhost} and 127.0.0.1; one for the run. */
  public static TestCertificate shared() {
    return Shared.CERTIFICATE;
  }

  /** For {@code localhost}, but not for 127.0.0.1; one for the run. */
  public static TestCertificate byName() {
    return Shared.BY_NAME;
  }

  /** PKCS #12, under {@link #PASSWORD}. */
  public Path keyStore() {
    return keyStore;
  }

  /** A server's side of TLS. */
  public SSLContext context() {
    try {
      var keys = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public PrivateKey key() {
    return key;
  }

  /** For a client that should trust it, and nobody else. */
  public Path trustFile() {
    return trustFile;
  }

  /** For a server of Vert.x. */
  public PfxOptions options() {
    return new PfxOptions().setValue(Buffer.buffer(store)).setPassword(PASSWORD);
  }

  /** As files hold it. */
  public static String pem(String what, byte[] encoded) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(encoded), what);
  }

  private static void make(Path file, String names) throws IOException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-ext",
                "san=" + names)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
