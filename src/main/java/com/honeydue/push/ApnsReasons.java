package com.honeydue.push;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Apple's reasons for a rejection mean. One that is not known here goes by its status, so that
 * a token is never taken for dead by guessing.
 */
final class ApnsReasons {

  private static final String UNREADABLE = "unreadable";
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,64}");

  private static final Set<String> DEAD =
      Set.of("BadDeviceToken", "DeviceTokenNotForTopic", "Unregistered", "ExpiredToken");

  /** The push itself. */
  private static final Set<String> REFUSED =
      Set.of(
          "BadCollapseId",
          "BadExpirationDate",
          "BadMessageId",
          "BadPriority",
          "DuplicateHeaders",
          "InvalidPushType",
          "MissingDeviceToken",
          "PayloadEmpty",
          "PayloadTooLarge",
          "BadPath",
          "MethodNotAllowed");

  /** Our key, certificate or topic. */
  private static final Set<String> MISCONFIGURED =
      Set.of(
          "BadTopic",
          "MissingTopic",
          "TopicDisallowed",
          "BadCertificate",
          "BadCertificateEnvironment",
          "ExpiredProviderToken",
          "Forbidden",
          "InvalidProviderToken",
          "MissingProviderToken",
          "UnrelatedKeyIdInToken",
          "BadEnvironmentKeyIdInToken",
          "BadEnvironmentKeyInToken");

  private static final Set<String> LATER = Set.of("InternalServerError", "ServiceUnavailable");

  /** Apple takes nothing over this connection any more. */
  private static final Set<String> LOST =
      Set.of("IdleTimeout", "Shutdown", "TooManyProviderTokenUpdates");

  /** Too many pushes to one device: others are not concerned. */
  private static final String TOO_MANY_REQUESTS = "TooManyRequests";

  private ApnsReasons() {}

  /**
   * Reads a rejection.
   *
   * @param since when Apple knew that the app was gone, if it says so
   */
  static Answer answer(int status, @Nullable String reason, @Nullable Instant since) {
    if (reason == null || !WORD.matcher(reason).matches()) {
      return byStatus(status, UNREADABLE, since);
    }
    if (DEAD.contains(reason)) {
      return Answer.dead(reason, since);
    }
    if (REFUSED.contains(reason)) {
      return Answer.refused(reason);
    }
    if (MISCONFIGURED.contains(reason)) {
      return Answer.misconfigured(reason);
    }
    if (LATER.contains(reason)) {
      return Answer.later(reason, null);
    }
    if (LOST.contains(reason)) {
      return Answer.lost(reason);
    }
    if (reason.equals(TOO_MANY_REQUESTS)) {
      return Answer.laterForDevice(reason);
    }
    return byStatus(status, "status_" + status, since);
  }

  private static Answer byStatus(int status, String reason, @Nullable Instant since) {
    return switch (status) {
      case 410 -> Answer.dead(reason, since);
      case 400, 404, 405, 413 -> Answer.refused(reason);
      case 403 -> Answer.misconfigured(reason);
      default -> Answer.later(reason, null);
    };
  }
}
