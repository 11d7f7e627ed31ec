package com.honeydue.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for {@code localhost}, but not for 127.0.0.1, made anew for the run. Immutable. */
public final class TestCertificate {

  public static final String PASSWORD = "changeit";

  private final Path keyStore;
  private final Path pem;
  private final SSLContext context;

  private TestCertificate() throws IOException, GeneralSecurityException {
    Path directory = Files.createTempDirectory("honeydue-certificate");
    keyStore = directory.resolve("server.p12");
    pem = directory.resolve("server.pem");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost",
        "-validity",
        "7");
    keytool("-exportcert", "-rfc", "-file", pem.toString());
    for (Path file : List.of(keyStore, pem, directory)) {
      file.toFile().deleteOnExit();
    }
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
  }

  private static final class Shared {
    private static final TestCertificate CERTIFICATE = make();

    private static TestCertificate make() {
      try {
        return new TestCertificate();
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** One for the run. */
  public static TestCertificate shared() {
    return Shared.CERTIFICATE;
  }

  /** PKCS #12, under {@link #PASSWORD}. */
  public Path keyStore() {
    return keyStore;
  }

  /** What a client has to trust. */
  public Path pem() {
    return pem;
  }

  /** A server's side of TLS. */
  public SSLContext context() {
    return context;
  }

  private void keytool(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "server",
            "-storetype",
            "PKCS12",
            "-keystore",
            keyStore.toString(),
            "-storepass",
            PASSWORD));
    Command.run(command);
  }
}
