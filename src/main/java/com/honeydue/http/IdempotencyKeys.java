package com.honeydue.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.honeydue.bus.IdempotencyKey;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Idempotency-Key} of a request (draft-ietf-httpapi-idempotency-key-header-07; the
 * quotes of its structured string may be left out) and takes the fingerprint of what is asked:
 * parameters, {@code If-Match} and body, whatever their order and white space. Stateless.
 */
final class IdempotencyKeys {

  /** The parameter that the loader adds to every operation which takes a key. */
  static final String HEADER = "Idempotency-Key";

  private static final ObjectWriter CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build().writer();

  private IdempotencyKeys() {}

  /** The key of a request; null when it has none. */
  static @Nullable IdempotencyKey of(
      long userId,
      String operation,
      Map<String, Object> parameters,
      MultiMap headers,
      JsonObject body) {
    if (!(parameters.get(HEADER) instanceof String given)) {
      return null;
    }
    Map<String, Object> asked = new TreeMap<>(parameters);
    asked.remove(HEADER);
    String match = Fields.list(headers, HttpHeaders.IF_MATCH);
    return new IdempotencyKey(
        userId, operation, unquoted(given), fingerprint(asked, match, body.getMap()));
  }

  private static String unquoted(String given) {
    boolean quoted = given.length() > 2 && given.startsWith("\"") && given.endsWith("\"");
    return quoted ? given.substring(1, given.length() - 1) : given;
  }

  private static String fingerprint(
      Map<String, Object> parameters, @Nullable String match, Map<String, Object> body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(CANONICAL.writeValueAsBytes(parameters));
      digest.update(CANONICAL.writeValueAsBytes(match));
      digest.update(CANONICAL.writeValueAsBytes(body));
      return HexFormat.of().formatHex(digest.digest());
    } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
