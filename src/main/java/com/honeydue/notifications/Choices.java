package com.honeydue.notifications;

import com.honeydue.bus.Versioned;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be told, how and when.
 *
 * @param channels for each type which channels it takes
 * @param quietHours null for none
 * @param digestHour of the day in {@code timeZone}, at which digests and reminders come
 * @param email what becomes of mails
 */
record Choices(
    Map<String, Channels> channels,
    @Nullable Quiet quietHours,
    int digestHour,
    String timeZone,
    String locale,
    Mails email,
    long version)
    implements Versioned {

  /** Which channels a type takes. */
  record Channels(boolean push, boolean email, boolean inApp) {

    static Channels of(JsonObject json) {
      return new Channels(
          json.getBoolean("push"), json.getBoolean("email"), json.getBoolean("in_app"));
    }
  }

  /** Times of the day as {@code HH:MM}; when they end before they begin, they pass midnight. */
  record Quiet(String from, String until) {}

  /**
   * Whether mails are sent.
   *
   * @param verified none are before the address is
   * @param suppressed none are since one was refused for good, until the address is another
   */
  record Mails(boolean verified, boolean suppressed, @Nullable Instant suppressedAt) {}

  /**
   * Of an {@code auth_user u}, a {@code notifications_notificationpreference n} and a {@code
   * user_userprofile p}, of which the latter may be null.
   */
  static final String COLUMNS =
      """
      (select jsonb_object_agg(
         y.code,
         jsonb_build_object(
           'push', notifications_wants(n.channels, y, 'push'),
           'email', notifications_wants(n.channels, y, 'email'),
           'in_app', notifications_wants(n.channels, y, 'in_app')))
       from notifications_type y where y.position is not null) as chosen,
      to_char(n.quiet_from, 'HH24:MI') as quiet_from, to_char(n.quiet_until, 'HH24:MI') as quiet_until,
      coalesce(n.digest_hour, 8) as digest_hour, coalesce(p.time_zone, 'UTC') as time_zone, coalesce(p.locale, 'en') as locale,
      u.email_verified, n.bounced_at\
      """;

  /** Reads {@link #COLUMNS} and the version behind them, the first of them at {@code at}. */
  static Choices of(Row row, int at) {
    Map<String, Channels> channels = new TreeMap<>();
    var chosen = row.getJsonObject(at);
    for (var kind : Kind.values()) {
      var json = chosen.getJsonObject(kind.code());
      if (json != null) {
        channels.put(kind.code(), Channels.of(json));
      }
    }
    String from = row.getString(at + 1);
    String until = row.getString(at + 2);
    OffsetDateTime bounced = row.getOffsetDateTime(at + 7);
    return new Choices(
        channels,
        from == null || until == null ? null : new Quiet(from, until),
        row.getInteger(at + 3),
        row.getString(at + 4),
        row.getString(at + 5),
        new Mails(
            row.getBoolean(at + 6), bounced != null, bounced == null ? null : bounced.toInstant()),
        row.getLong(at + 8));
  }
}
