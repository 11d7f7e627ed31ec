package com.honeydue.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates that settings hold or name a file for. What is refused is an {@link
 * InvalidSetting} that never quotes any of it.
 */
final class KeyMaterial {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.+)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final int EC_BITS = 256;
  private static final int LEAST_RSA_BITS = 2_048;

  private KeyMaterial() {}

  /**
   * What a setting holds, or else what its file does: the file is named by the setting that is
   * called as it with {@code File} behind.
   */
  static String text(String name, Secret inline, String file) {
    Check.demand(
        inline.isEmpty() || file.isEmpty(),
        name + "File",
        "must be empty when the setting without it is not");
    return inline.isEmpty() ? read(name + "File", file) : inline.value();
  }

  static ECPrivateKey ec(String name, Secret inline, String file) {
    String source = inline.isEmpty() ? name + "File" : name;
    if (parse("EC", text(name, inline, file)) instanceof ECPrivateKey key
        && key.getParams().getCurve().getField().getFieldSize() == EC_BITS) {
      return key;
    }
    throw new InvalidSetting(source, "must be a private key on the curve P-256, in PKCS#8 as PEM");
  }

  static RSAPrivateKey rsa(String source, String pem) {
    if (parse("RSA", pem) instanceof RSAPrivateKey key
        && key.getModulus().bitLength() >= LEAST_RSA_BITS) {
      return key;
    }
    throw new InvalidSetting(
        source, "must have an RSA key of 2048 bits or more, in PKCS#8 as PEM, as its private_key");
  }

  static void requireCertificates(String name, String file) {
    var unused = certificates(name, file);
  }

  static List<X509Certificate> certificates(String name, String file) {
    try (InputStream in = Files.newInputStream(path(name, file))) {
      var found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      Check.demand(!found.isEmpty(), name, "must hold certificates");
      return found;
    } catch (IOException unreadable) {
      throw new InvalidSetting(name, "the file " + file + " cannot be read");
    } catch (CertificateException notOne) {
      throw new InvalidSetting(name, "must hold certificates");
    }
  }

  /** {@code null} when it is none. */
  private static @Nullable PrivateKey parse(String algorithm, String pem) {
    // What a variable of the environment holds has often had its line breaks escaped.
    var found = PEM.matcher(pem.replace("\\n", "\n"));
    if (!found.find()) {
      return null;
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(found.group(1).replaceAll("\\s", ""));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return null;
    }
  }

  private static String read(String name, String file) {
    try {
      return Files.readString(path(name, file));
    } catch (IOException unreadable) {
      throw new InvalidSetting(name, "the file " + file + " cannot be read");
    }
  }

  private static Path path(String name, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException noPath) {
      throw new InvalidSetting(name, "must be the path of a file");
    }
  }
}
