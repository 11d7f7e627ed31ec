package com.honeydue.notifications;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of what somebody wants to be told. */
final class ChoiceStatements {

  private static final String TABLE = "notifications_notificationpreference";

  /** How a change ended; the choices are null unless {@code status} is {@code done}. */
  record Changed(String status, @Nullable Choices choices) {}

  /** $1 user. */
  static final Statement<Choices> GET =
      Statement.select("getPreferences", TABLE)
          .takes(Long.class)
          .sql(
              """
              select %s, coalesce(n.version, 0)
              from auth_user u
              left join notifications_notificationpreference n on n.user_id = u.id
              left join user_userprofile p on p.user_id = u.id
              where u.id = $1
              """
                  .formatted(Choices.COLUMNS))
          .map(row -> Choices.of(row, 0));

  /**
   * $1 user, $2 columns, $3 channels by type, $4 columns of the profile, $5 the versions that may
   * be overwritten, null for any. Another zone or language counts the version up once more, by its
   * trigger, after this statement has read it.
   */
  static final Statement<Changed> UPDATE =
      Statement.update("updatePreferences", TABLE)
          .takes(Long.class, JsonObject.class, JsonObject.class, JsonObject.class, Long[].class)
          .sql(
              """
              with given as materialized (
                select u.id, u.email_verified, o.time_zone, o.locale
                from auth_user u
                left join user_userprofile o on o.user_id = u.id
                where u.id = $1
              ), n as (
                insert into notifications_notificationpreference as n
                  (user_id, channels, quiet_from, quiet_until, digest_hour)
                select given.id, $3::jsonb, c.quiet_from, c.quiet_until, coalesce(c.digest_hour, 8)
                from given, jsonb_populate_record(null::notifications_notificationpreference, $2::jsonb) c
                on conflict (user_id) do update
                set (quiet_from, quiet_until, digest_hour) =
                    (select c.quiet_from, c.quiet_until, c.digest_hour from jsonb_populate_record(n, $2::jsonb) c),
                  channels = n.channels || (
                    select coalesce(jsonb_object_agg(c.key, coalesce(n.channels -> c.key, '{}') || c.value), '{}')
                    from jsonb_each($3::jsonb) c),
                  version = n.version + 1
                where $5::bigint[] is null or n.version = any ($5::bigint[])
                returning n.*
              ), p as (
                insert into user_userprofile as p (user_id, time_zone, locale)
                select n.user_id, coalesce(c.time_zone, 'UTC'), coalesce(c.locale, 'en')
                from n, jsonb_populate_record(null::user_userprofile, $4::jsonb) c
                on conflict (user_id) do update
                set (time_zone, locale) =
                    (select c.time_zone, c.locale from jsonb_populate_record(p, $4::jsonb) c)
                returning p.*
              )
              select
                case when n.id is not null then 'done' when u.id is not null then 'stale' else 'not_found' end,
                %s,
                n.version
                  + (u.time_zone is distinct from p.time_zone and u.time_zone is not null
                     or u.locale is distinct from p.locale and u.locale is not null)::integer
              from (values (1)) one left join given u on true left join n on true left join p on true
              """
                  .formatted(Choices.COLUMNS))
          .map(
              row ->
                  new Changed(
                      row.getString(0), row.getLong(9) == null ? null : Choices.of(row, 1)));

  static final List<Statement<?>> ALL = List.of(GET, UPDATE);

  private ChoiceStatements() {}
}
