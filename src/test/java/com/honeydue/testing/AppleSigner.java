package com.honeydue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs as Apple's stores do, with a chain of three certificates of its own that have Apple's
 * extensions; the JDK's keytool has made them. Immutable.
 */
public final class AppleSigner {

  /** Marks an intermediate certificate of Apple's. */
  public static final String INTERMEDIATE = "1.2.840.113635.100.6.2.1";

  /** Marks a certificate that signs for the stores. */
  public static final String LEAF = "1.2.840.113635.100.6.11.1";

  private static final String PASSWORD = "of-no-use";

  private static final class Shared {
    private static final AppleSigner SIGNER = new AppleSigner(LEAF, INTERMEDIATE, "-1d", 800);
  }

  private final ECPrivateKey key;
  private final List<X509Certificate> chain;
  private final Path rootsFile;

  private AppleSigner(String leaf, String intermediate, String from, int days) {
    try {
      Path directory = Directories.temporary("apple");
      Path file = directory.resolve("store.p12");
      generate(file, "root", "-ext", "bc:c", "-startdate", "-5y", "-validity", "7300");
      generate(
          file,
          "intermediate",
          "-signer",
          "root",
          "-ext",
          "bc:c",
          "-ext",
          intermediate + "=0500",
          "-startdate",
          "-5y",
          "-validity",
          "7300");
      generate(
          file,
          "leaf",
          "-signer",
          "intermediate",
          "-ext",
          leaf + "=0500",
          "-startdate",
          from,
          "-validity",
          String.valueOf(days));
      var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      key = (ECPrivateKey) store.getKey("leaf", PASSWORD.toCharArray());
      chain = new ArrayList<>();
      for (String one : List.of("leaf", "intermediate", "root")) {
        chain.add((X509Certificate) store.getCertificate(one));
      }
      rootsFile =
          Files.writeString(
              directory.resolve("roots.pem"),
              TestCertificate.pem("CERTIFICATE", chain.getLast().getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One for the run. */
  public static AppleSigner shared() {
    return Shared.SIGNER;
  }

  /** Another, whose certificates are marked so. */
  public static AppleSigner marked(String leaf, String intermediate) {
    return new AppleSigner(leaf, intermediate, "-1d", 30);
  }

  /** Another, whose signing certificate has ended. */
  public static AppleSigner expired() {
    return new AppleSigner(LEAF, INTERMEDIATE, "-30d", 10);
  }

  /** For settings: whom to trust. */
  public Path rootsFile() {
    return rootsFile;
  }

  /** The signing certificate first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  public String sign(JsonObject payload) {
    return sign(payload, chain);
  }

  /** With another chain in the header. */
  public String sign(JsonObject payload, List<X509Certificate> shown) {
    try {
      List<Base64> encoded = new ArrayList<>();
      for (var one : shown) {
        encoded.add(Base64.encode(one.getEncoded()));
      }
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).x509CertChain(encoded).build();
      return sign(header, payload, new ECDSASigner(key));
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String sign(JWSHeader header, JsonObject payload, JWSSigner signer) {
    try {
      var jws = new JWSObject(header, new Payload(payload.encode()));
      jws.sign(signer);
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void generate(Path file, String alias, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keystore", file.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of(more));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
