package com.honeydue.notifications;

import com.honeydue.testing.TestDatabase;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** People, homes and tasks, written past the services, as tests of what is told need them. */
final class Household {

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final TestDatabase database;

  Household(TestDatabase database) {
    this.database = database;
  }

  /** Somebody whose address is verified. */
  long person(String zone) {
    return person(zone, "en", 8);
  }

  long person(String zone, String locale, int hour) {
    String name = "teller" + PEOPLE.incrementAndGet();
    long id =
        database.number(
            "insert into auth_user (username, email, first_name, email_verified) values (?, ?, ?,"
                + " true) returning id",
            name,
            name + "@example.org",
            name);
    database.number(
        "insert into user_userprofile (user_id, time_zone, locale) values (?, ?, ?) returning id",
        id,
        zone,
        locale);
    database.number(
        "insert into notifications_notificationpreference (user_id, digest_hour) values (?, ?)"
            + " returning id",
        id,
        hour);
    return id;
  }

  /** The next hour of everybody, as it is at this time. */
  void begin(String now) {
    database.execute(
        """
        update notifications_notificationpreference n
        set next_reminder_at = notifications_next('%1$s', p.time_zone, n.digest_hour),
          next_digest_at = notifications_next('%1$s', p.time_zone, n.digest_hour)
        from user_userprofile p where p.user_id = n.user_id
        """
            .formatted(now));
  }

  long home(long owner, String zone) {
    long id =
        database.number(
            "insert into residence_residence (owner_id, name, time_zone) values (?, 'Maple Street',"
                + " ?) returning id",
            owner,
            zone);
    join(id, owner, "owner");
    return id;
  }

  void join(long home, long person, String role) {
    database.number(
        "insert into residence_residenceuser (residence_id, user_id, role) values (?, ?, ?)"
            + " returning id",
        home,
        person,
        role);
  }

  /**
   * A task.
   *
   * @param unit of its rhythm, which is every one of them; null for one that is done once
   */
  long task(long home, String title, LocalDate due, @Nullable String unit) {
    String frequency =
        switch (unit) {
          case null -> "'once', null, null";
          case "day" -> "'daily', 'day', 1";
          case "week" -> "'weekly', 'week', 1";
          default -> "'monthly', 'month', 1";
        };
    return database.number(
        """
        insert into task_task (residence_id, title, due_date, next_due_date, anchor_day, frequency, rule_unit, rule_every)
        values (?, ?, ?, ?, ?, %s) returning id
        """
            .formatted(frequency),
        home,
        title,
        due,
        due,
        due.getDayOfMonth());
  }

  /** A warranty that was noted down on {@code since}. */
  long warranty(long home, String item, LocalDate ends, LocalDate since) {
    return database.number(
        """
        insert into document_document (residence_id, type, title, item, ends_on, created_at)
        values (?, 'warranty', 'Papers', nullif(?, ''), ?, ?) returning id
        """,
        home,
        item,
        ends,
        since);
  }

  /** A device whose session lives. */
  long device(long person, String provider, String token) {
    database.number(
        """
        insert into user_authtoken (key_hash, user_id, session_id, generation, expires_at)
        values (sha256(?::bytea), ?, ?, 0, '2099-01-01') returning id
        """,
        "session of " + token,
        person,
        person);
    return database.number(
        """
        insert into notifications_device (user_id, session_id, provider, token, token_hash)
        values (?, ?, ?, ?, sha256(?::bytea)) returning id
        """,
        person,
        person,
        provider,
        token,
        token);
  }
}
