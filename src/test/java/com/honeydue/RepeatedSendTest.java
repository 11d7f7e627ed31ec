package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A worker ends between handing something over and writing that down: the next one hands it over
 * again, as the same.
 */
class RepeatedSendTest {

  private static final String TOKEN =
      "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final SmtpPeer smtp = new SmtpPeer(SmtpPeer.Tls.NONE);
  private final ApnsPeer apple = new ApnsPeer();
  private @Nullable RunningWorker second;

  @AfterEach
  void close() {
    if (second != null) {
      second.close();
    }
    smtp.close();
    apple.close();
    redis.close();
    database.close();
  }

  @Test
  void aRepeatShouldCarryTheSameIds() {
    smtp.once(SmtpPeer.At.DOT, SmtpPeer.HOLD);
    var silent = new AtomicBoolean(true);
    apple.answer(
        (request, push) -> {
          if (!silent.get()) {
            ApnsPeer.accept(request);
          }
        });
    leave();

    var first = worker();
    Eventually.until(
        "both are taken over, and nobody was told",
        () -> smtp.held() == 1 && apple.taken().size() == 1);
    first.close();
    silent.set(false);
    second = worker();
    Eventually.until(
        "both have ended",
        () ->
            database.number(
                    "select count(*) from notifications_notification where outcome = 'sent'")
                == 2);

    assertThat(smtp.mails()).hasSize(2);
    assertThat(smtp.mails().stream().map(RepeatedSendTest::messageId).distinct()).hasSize(1);
    assertThat(apple.taken()).hasSize(2);
    for (String header : new String[] {"apns-id", "apns-collapse-id"}) {
      assertThat(apple.taken().stream().map(push -> push.headers().get(header)).distinct())
          .as(header)
          .hasSize(1)
          .doesNotContainNull();
    }
    assertThat(database.number("select count(*) from jobs_outbox")).isZero();
  }

  private RunningWorker worker() {
    Map<String, String> settings = new HashMap<>(ApnsPeer.settings(apple.url(), apple.url()));
    settings.putAll(
        Map.of(
            "MAIL_HOST", "127.0.0.1",
            "MAIL_PORT", Integer.toString(smtp.port()),
            "MAIL_TLS", "none",
            "MAIL_SEND_DEADLINE", "10s"));
    return new RunningWorker(database, redis, settings, InstantSource.system());
  }

  private void leave() {
    database.execute(
        """
        with u as (
          insert into auth_user (username, email, email_verified) values ('dana', 'dana@example.org', true) returning id
        ), session as (
          insert into user_authtoken (key_hash, user_id, session_id, generation) select sha256('x'), id, 7, 0 from u
        ), device as (
          insert into notifications_device (user_id, session_id, provider, token, token_hash)
          select id, 7, 'apns', '%s', sha256('x') from u
        ), told as (
          insert into notifications_notification (user_id, type, subject, local_date, channel, job_id)
          select u.id, 'test', 'test', current_date, by, gen_random_uuid()
          from u cross join unnest('{push,email}'::text[]) by
          returning job_id, channel
        )
        insert into jobs_outbox (id, type, payload)
        select job_id, 'notify.' || channel, '{"type": "test"}' from told
        """
            .formatted(TOKEN));
  }

  private static String messageId(String mail) {
    return mail.lines().filter(line -> line.startsWith("Message-ID")).findFirst().orElse("");
  }
}
