package com.honeydue.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.UnregisteredDeviceTokenException;
import com.honeydue.push.PushResult.Configuration;
import com.honeydue.push.PushResult.DeadToken;
import com.honeydue.push.PushResult.Refused;
import com.honeydue.push.PushResult.RetryLater;
import com.honeydue.push.PushResult.Sent;
import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.TestCertificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason that pushy's own server knows. */
class ApnsRejectionsTest {

  private static final Map<RejectionReason, Class<? extends PushResult>> MEANINGS =
      new EnumMap<>(RejectionReason.class);

  static {
    mean(
        DeadToken.class,
        RejectionReason.BAD_DEVICE_TOKEN,
        RejectionReason.DEVICE_TOKEN_NOT_FOR_TOPIC,
        RejectionReason.UNREGISTERED);
    mean(
        Refused.class,
        RejectionReason.BAD_COLLAPSE_ID,
        RejectionReason.BAD_EXPIRATION_DATE,
        RejectionReason.BAD_MESSAGE_ID,
        RejectionReason.BAD_PRIORITY,
        RejectionReason.DUPLICATE_HEADERS,
        RejectionReason.INVALID_PUSH_TYPE,
        RejectionReason.MISSING_DEVICE_TOKEN,
        RejectionReason.PAYLOAD_EMPTY,
        RejectionReason.PAYLOAD_TOO_LARGE,
        RejectionReason.BAD_PATH,
        RejectionReason.METHOD_NOT_ALLOWED);
    mean(
        Configuration.class,
        RejectionReason.BAD_TOPIC,
        RejectionReason.MISSING_TOPIC,
        RejectionReason.TOPIC_DISALLOWED,
        RejectionReason.BAD_CERTIFICATE,
        RejectionReason.BAD_CERTIFICATE_ENVIRONMENT,
        RejectionReason.EXPIRED_PROVIDER_TOKEN,
        RejectionReason.FORBIDDEN,
        RejectionReason.INVALID_PROVIDER_TOKEN,
        RejectionReason.MISSING_PROVIDER_TOKEN);
    mean(
        RetryLater.class,
        RejectionReason.IDLE_TIMEOUT,
        RejectionReason.TOO_MANY_PROVIDER_TOKEN_UPDATES,
        RejectionReason.TOO_MANY_REQUESTS,
        RejectionReason.INTERNAL_SERVER_ERROR,
        RejectionReason.SERVICE_UNAVAILABLE,
        RejectionReason.SHUTDOWN);
  }

  private static volatile PushNotificationHandler handler = (headers, payload) -> {};
  private static final MockApnsServer SERVER = server();
  private static final String URL = "https://localhost:" + SERVER.start(0).join();

  private final PushFixture push = new PushFixture(ApnsPeer.settings(URL, URL));

  private static void mean(Class<? extends PushResult> result, RejectionReason... reasons) {
    Arrays.stream(reasons).forEach(reason -> MEANINGS.put(reason, result));
  }

  @AfterEach
  void stop() {
    push.close();
    handler = (headers, payload) -> {};
  }

  @AfterAll
  static void stopServer() throws Exception {
    SERVER.shutdown().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonShouldHaveItsMeaning(RejectionReason reason) {
    handler =
        (headers, payload) -> {
          throw new RejectedNotificationException(reason);
        };

    var result = push.toApple();

    assertThat(result).isInstanceOf(MEANINGS.get(reason));
    assertThat(result.reason()).isEqualTo(text(reason));
  }

  @Test
  void sinceWhenATokenIsDeadShouldBeTold() {
    var since = Instant.parse("2026-03-01T10:00:00.123Z");
    handler =
        (headers, payload) -> {
          throw new UnregisteredDeviceTokenException(since);
        };

    assertThat(push.toApple()).isEqualTo(new DeadToken("Unregistered", since));
  }

  @Test
  void whatIsNotRejectedShouldBeSent() {
    assertThat(push.toApple()).isEqualTo(new Sent());
  }

  @Test
  void onlyWhatConcernsEverybodyShouldCountAsTrouble() {
    var others =
        Set.of(
            RejectionReason.TOO_MANY_REQUESTS,
            RejectionReason.BAD_DEVICE_TOKEN,
            RejectionReason.PAYLOAD_TOO_LARGE);
    for (var reason : others) {
      handler =
          (headers, payload) -> {
            throw new RejectedNotificationException(reason);
          };
      for (int i = 0; i < 15; i++) {
        assertThat(push.toApple().reason()).isEqualTo(text(reason));
      }
    }
  }

  /** As Apple writes it. */
  private static String text(RejectionReason reason) {
    var text = new StringBuilder();
    for (String word : reason.name().split("_", -1)) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static MockApnsServer server() {
    var certificate = TestCertificate.shared();
    try {
      return new MockApnsServerBuilder()
          .setServerCredentials(
              new X509Certificate[] {certificate.certificate()}, certificate.key(), null)
          .setUseAlpn(true)
          .setHandlerFactory(
              session -> (headers, payload) -> handler.handlePushNotification(headers, payload))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
