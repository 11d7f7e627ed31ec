package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Three workers, a mail server, and people in thirty zones, while the clock passes the night in
 * which Europe's day has twenty-five hours: everybody gets one digest on each of their days, at
 * their hour.
 */
class DigestsAcrossZonesTest {

  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "Europe/London",
          "Europe/Lisbon",
          "Europe/Madrid",
          "Europe/Athens",
          "Europe/Dublin",
          "Europe/Chisinau",
          "Atlantic/Azores",
          "America/Godthab",
          "Asia/Beirut",
          "Africa/Johannesburg",
          "Africa/Cairo",
          "Europe/Moscow",
          "Europe/Istanbul",
          "UTC",
          "America/New_York",
          "America/Los_Angeles",
          "America/St_Johns",
          "America/Sao_Paulo",
          "Pacific/Honolulu",
          "Asia/Kolkata",
          "Asia/Kathmandu",
          "Asia/Tehran",
          "Asia/Tokyo",
          "Australia/Sydney",
          "Australia/Lord_Howe",
          "Australia/Eucla",
          "Pacific/Chatham",
          "Pacific/Kiritimati",
          "Pacific/Pago_Pago");

  /** At one of which it is two o'clock twice that night. */
  private static final List<Integer> HOURS = List.of(2, 8);

  private static final Instant BEGIN = Instant.parse("2026-10-24T21:05:00Z");
  private static final Instant END = Instant.parse("2026-10-26T01:05:00Z");

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final SmtpPeer smtp = new SmtpPeer(SmtpPeer.Tls.NONE);
  private volatile Instant now = BEGIN;
  private final List<RunningWorker> workers = new ArrayList<>();

  @AfterEach
  void close() {
    workers.forEach(RunningWorker::close);
    smtp.close();
    redis.close();
    database.close();
  }

  @Test
  void everybodyShouldGetOneDigestOnEachOfTheirDays() {
    Map<String, Long> people = new TreeMap<>();
    for (String zone : ZONES) {
      HOURS.forEach(hour -> people.put(zone + " " + hour, person(zone, hour)));
    }
    IntStream.range(0, 3).forEach(n -> workers.add(worker()));

    settle();
    while (now.isBefore(END)) {
      now = now.plus(Duration.ofHours(1));
      settle();
    }

    people.forEach(
        (who, id) ->
            assertThat(
                    database.column(
                        """
                        select local_date::text from notifications_notification
                        where user_id = ? and type = 'daily_digest' and channel = 'email' and outcome = 'sent'
                        order by 1
                        """,
                        id))
                .as(who)
                .isEqualTo(days(who)));
    long sent = people.keySet().stream().mapToLong(who -> days(who).size()).sum();
    assertThat(sent).isGreaterThan(60);
    assertThat(smtp.mails()).hasSize((int) sent);
    assertThat(smtp.mails().stream().map(DigestsAcrossZonesTest::messageId).distinct())
        .hasSize((int) sent);
    assertThat(
            database.column(
                """
                select distinct p.time_zone || ' ' || n.digest_hour || ' ' || extract(hour from d.created_at at time zone p.time_zone)
                from notifications_notification d
                join notifications_notificationpreference n on n.user_id = d.user_id
                join user_userprofile p on p.user_id = d.user_id
                where extract(hour from d.created_at at time zone p.time_zone) <> n.digest_hour
                """))
        .as("at another hour than theirs")
        .isEmpty();
  }

  /** The days whose hour has come between the first look and the last. */
  private static List<String> days(String who) {
    var zone = ZoneId.of(who.split(" ", -1)[0]);
    int hour = Integer.parseInt(who.split(" ", -1)[1]);
    return Stream.iterate(LocalDate.of(2026, 10, 23), day -> day.plusDays(1))
        .limit(6)
        .filter(
            day -> {
              var at = day.atTime(hour, 0).atZone(zone).withLaterOffsetAtOverlap().toInstant();
              return at.isAfter(BEGIN) && !at.isAfter(END);
            })
        .map(LocalDate::toString)
        .toList();
  }

  /** Until this quarter of an hour was looked at, and all is sent that it left. */
  private void settle() {
    long quarter = Duration.ofMinutes(15).toSeconds();
    long tick = now.getEpochSecond() / quarter * quarter;
    Eventually.until(
        "everybody was looked at, at " + now,
        () ->
            database.number(
                        """
                        select count(*) from jobs_schedule
                        where name in ('notify.digests', 'notify.reminders') and extract(epoch from last_tick) >= ?
                        """,
                        tick)
                    == 2
                && database.number("select count(*) from jobs_outbox") == 0);
  }

  private RunningWorker worker() {
    return new RunningWorker(
        database,
        redis,
        Map.of(
            "MAIL_HOST", "127.0.0.1",
            "MAIL_PORT", Integer.toString(smtp.port()),
            "MAIL_TLS", "none"),
        () -> now);
  }

  private long person(String zone, int hour) {
    String name = zone.replaceAll("\\W", "-").toLowerCase(java.util.Locale.ROOT) + hour;
    long id =
        database.number(
            "insert into auth_user (username, email, email_verified) values (?, ?, true) returning"
                + " id",
            name,
            name + "@example.org");
    database.execute(
        "insert into user_userprofile (user_id, time_zone) values (%d, '%s')".formatted(id, zone),
        "insert into notifications_notificationpreference (user_id, digest_hour) values (%d, %d)"
            .formatted(id, hour),
        """
        update notifications_notificationpreference
        set next_reminder_at = notifications_next('%1$s', '%2$s', %3$d), next_digest_at = notifications_next('%1$s', '%2$s', %3$d)
        where user_id = %4$d
        """
            .formatted(BEGIN, zone, hour, id),
        """
        with home as (
          insert into residence_residence (owner_id, name, time_zone) values (%1$d, 'Home', '%2$s') returning id
        ), member as (
          insert into residence_residenceuser (residence_id, user_id, role) select id, %1$d, 'owner' from home
        )
        insert into task_task (residence_id, title, due_date, next_due_date)
        select id, 'Bleed the radiators', '2026-10-20', '2026-10-20' from home
        """
            .formatted(id, zone));
    return id;
  }

  private static String messageId(String mail) {
    return mail.lines().filter(line -> line.startsWith("Message-ID")).findFirst().orElse("");
  }
}
