package com.honeydue.notifications;

import com.honeydue.db.Statement;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of devices. */
final class DeviceStatements {

  private static final String TABLE = "notifications_device";

  /**
   * Whether a {@code notifications_device d} of an {@code auth_user u} gets pushes: the session
   * that registered it has to live. $2 is now.
   */
  static final String ALIVE =
      """
      d.enabled and exists (
        select from user_authtoken s
        where s.session_id = d.session_id and s.user_id = u.id and s.generation = u.token_generation and s.expires_at > $2)\
      """;

  /**
   * A device after it was registered.
   *
   * @param fresh whether nobody had it before
   */
  record Registered(RegisteredDevice device, boolean fresh) {}

  /** What became of a change; the device is null unless {@code status} is {@code done}. */
  record Changed(String status, @Nullable RegisteredDevice device) {}

  /**
   * $1 user, $2 session, $3 provider, $4 token, $5 its SHA-256, $6 name, $7 version of the app, $8
   * now, $9 how many others may stay. A token is one device, whoever has it: it moves to the one
   * who registers it, who may not have chosen what its last owner has.
   */
  static final Statement<Registered> REGISTER =
      Statement.insert("registerDevice", TABLE)
          .takes(
              Long.class,
              Long.class,
              String.class,
              String.class,
              Buffer.class,
              String.class,
              String.class,
              OffsetDateTime.class,
              Integer.class)
          .sql(
              """
              with d as (
                insert into notifications_device as o
                  (user_id, session_id, provider, token, token_hash, name, app_version, created_at, registered_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
                on conflict (token_hash) do update
                set user_id = excluded.user_id, session_id = excluded.session_id, provider = excluded.provider,
                  name = coalesce(excluded.name, case when o.user_id = excluded.user_id then o.name end),
                  app_version = coalesce(excluded.app_version, case when o.user_id = excluded.user_id then o.app_version end),
                  enabled = o.enabled or o.user_id <> excluded.user_id,
                  created_at = case when o.user_id = excluded.user_id then o.created_at else excluded.created_at end,
                  registered_at = excluded.registered_at, version = o.version + 1
                returning o.*, o.xmax = 0 as fresh
              ), crowded as (
                delete from notifications_device o
                where o.id in (
                  select x.id from notifications_device x
                  where x.user_id = $1 and x.token_hash <> $5
                  order by x.registered_at desc, x.id desc
                  offset $9::integer)
              )
              select d.fresh, %s from d
              """
                  .formatted(RegisteredDevice.COLUMNS))
          .map(row -> new Registered(RegisteredDevice.of(row, 1), row.getBoolean(0)));

  /** $1 user, $2 session, $3 the id after which the page begins, $4 how many rows. */
  static final Statement<RegisteredDevice> LIST =
      Statement.select("listDevices", TABLE)
          .takes(Long.class, Long.class, Long.class, Integer.class)
          .sql(
              """
              select %s
              from notifications_device d
              where d.user_id = $1 and d.id > $3
              order by d.id
              limit $4
              """
                  .formatted(RegisteredDevice.COLUMNS))
          .map(row -> RegisteredDevice.of(row, 0));

  /**
   * $1 user, $2 session, $3 device, $4 columns, $5 the versions that may be changed, null for any.
   */
  static final Statement<Changed> UPDATE =
      Statement.update("updateDevice", TABLE)
          .takes(Long.class, Long.class, Long.class, JsonObject.class, Long[].class)
          .sql(
              """
              with d as (
                update notifications_device d
                set (name, app_version, enabled, version) =
                    (select n.name, n.app_version, n.enabled, d.version + 1 from jsonb_populate_record(d, $4::jsonb) n)
                where d.id = $3 and d.user_id = $1 and ($5::bigint[] is null or d.version = any ($5::bigint[]))
                returning d.*
              )
              select
                case
                  when d.id is not null then 'done'
                  when exists (select from notifications_device o where o.id = $3 and o.user_id = $1) then 'stale'
                  else 'not_found'
                end,
                %s
              from (values (1)) one left join d on true
              """
                  .formatted(RegisteredDevice.COLUMNS))
          .map(
              row ->
                  new Changed(
                      row.getString(0),
                      row.getLong(1) == null ? null : RegisteredDevice.of(row, 1)));

  /** $1 user, $2 device, $3 the versions that may be removed, null for any. */
  static final Statement<Changed> REMOVE =
      Statement.delete("removeDevice", TABLE)
          .takes(Long.class, Long.class, Long[].class)
          .sql(
              """
              with gone as (
                delete from notifications_device d
                where d.id = $2 and d.user_id = $1 and ($3::bigint[] is null or d.version = any ($3::bigint[]))
                returning d.id
              )
              select
                case
                  when exists (select from gone) then 'done'
                  when exists (select from notifications_device o where o.id = $2 and o.user_id = $1) then 'stale'
                  else 'not_found'
                end
              """)
          .map(row -> new Changed(row.getString(0), null));

  static final List<Statement<?>> ALL = List.of(REGISTER, LIST, UPDATE, REMOVE);

  private DeviceStatements() {}
}
