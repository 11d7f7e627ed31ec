package com.honeydue.storage;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature of a link into an S3 as the S3 would: Signature Version 4 with the signature
 * in the query, written from its description alone.
 */
final class SigV4 {

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final HexFormat HEX = HexFormat.of();

  private SigV4() {}

  /** Whether {@code link} lets whoever has it GET what it names at {@code now}. */
  static boolean holds(String link, String keyId, String secret, Instant now) {
    URI uri = URI.create(link);
    Map<String, String> query = query(uri.getRawQuery());
    String signature = query.remove("X-Amz-Signature");
    String[] scope = get(query, "X-Amz-Credential").split("/", -1);
    String date = get(query, "X-Amz-Date");
    Instant signed = LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
    long life = Long.parseLong(get(query, "X-Amz-Expires"));
    boolean timely = !now.isBefore(signed) && now.isBefore(signed.plusSeconds(life));
    boolean ours =
        get(query, "X-Amz-Algorithm").equals("AWS4-HMAC-SHA256")
            && get(query, "X-Amz-SignedHeaders").equals("host")
            && scope[0].equals(keyId)
            && scope[1].equals(date.substring(0, 8))
            && scope[3].equals("s3")
            && scope[4].equals("aws4_request");
    String canonical =
        String.join(
            "\n",
            "GET",
            uri.getRawPath(),
            query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&")),
            "host:" + uri.getRawAuthority(),
            "",
            "host",
            "UNSIGNED-PAYLOAD");
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            date,
            String.join("/", scope[1], scope[2], scope[3], scope[4]),
            HEX.formatHex(sha256(canonical)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (int i = 1; i <= 4; i++) {
      key = hmac(key, scope[i]);
    }
    return timely && ours && HEX.formatHex(hmac(key, toSign)).equals(signature);
  }

  private static String get(Map<String, String> query, String name) {
    return Objects.requireNonNull(query.get(name), name);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
