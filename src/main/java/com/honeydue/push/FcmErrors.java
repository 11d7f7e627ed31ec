package com.honeydue.push;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Firebase's answers mean. An error counts as Firebase's own word only if {@code
 * error.details[]} holds it as an {@code FcmError}; any other may come from whatever stands before
 * it, and never makes a token dead.
 */
final class FcmErrors {

  private static final String FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
  private static final String BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest";
  private static final String TOKEN = "message.token";
  private static final int TOO_MANY = 429;

  /** What Firebase's documentation asks for when the answer does not say. */
  private static final Duration QUOTA_PAUSE = Duration.ofSeconds(60);

  private FcmErrors() {}

  /**
   * Reads an answer.
   *
   * @param retryAfter how long it asks to wait, if it does
   */
  static Answer answer(int status, @Nullable Duration retryAfter, JsonObject json) {
    if (status == 200) {
      // Something in between that says 200 to everything has delivered nothing.
      return text(json, "name") != null ? Answer.SENT : Answer.later("unreadable", retryAfter);
    }
    var details = details(json);
    String code = Objects.requireNonNullElse(code(details), "");
    return switch (code) {
      case "UNREGISTERED" -> Answer.dead("UNREGISTERED", null);
      case "INVALID_ARGUMENT" ->
          meansTheToken(details)
              ? Answer.dead("INVALID_ARGUMENT", null)
              : Answer.refused("INVALID_ARGUMENT");
      case "SENDER_ID_MISMATCH", "THIRD_PARTY_AUTH_ERROR" -> Answer.misconfiguredForDevice(code);
      case "QUOTA_EXCEEDED" -> Answer.later("QUOTA_EXCEEDED", quotaPause(retryAfter));
      case "UNAVAILABLE", "INTERNAL" -> Answer.later(code, retryAfter);
      default -> byStatus(status, retryAfter);
    };
  }

  /** Whether an answer speaks of our access token, and not of one in the push. */
  static boolean isUnauthenticated(int status, JsonObject json) {
    return status == 401 && code(details(json)) == null;
  }

  private static Answer byStatus(int status, @Nullable Duration retryAfter) {
    String reason = "status_" + status;
    if (status == TOO_MANY) {
      return Answer.later(reason, quotaPause(retryAfter));
    }
    if (status >= 500 || status == 408) {
      return Answer.later(reason, retryAfter);
    }
    if (status == 400 || status == 413) {
      return Answer.refused(reason);
    }
    // 404 without a word of Firebase's: the project is not there, or the address is another's.
    return Answer.misconfigured(reason);
  }

  /**
   * We have looked at the rest of the push before it was sent. So the token is what is wrong,
   * unless something else is named.
   */
  private static boolean meansTheToken(List<JsonObject> details) {
    return details.stream()
        .filter(detail -> BAD_REQUEST.equals(text(detail, "@type")))
        .flatMap(detail -> objects(detail.getValue("fieldViolations")))
        .allMatch(violation -> TOKEN.equals(text(violation, "field")));
  }

  private static @Nullable String code(List<JsonObject> details) {
    return details.stream()
        .filter(detail -> FCM_ERROR.equals(text(detail, "@type")))
        .map(detail -> text(detail, "errorCode"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<JsonObject> details(JsonObject json) {
    return json.getValue("error") instanceof JsonObject error
        ? objects(error.getValue("details")).toList()
        : List.of();
  }

  private static Stream<JsonObject> objects(@Nullable Object array) {
    return array instanceof JsonArray list
        ? list.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
        : Stream.empty();
  }

  private static @Nullable String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : null;
  }

  private static Duration quotaPause(@Nullable Duration retryAfter) {
    return retryAfter == null ? QUOTA_PAUSE : retryAfter;
  }
}
