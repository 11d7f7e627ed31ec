package com.honeydue.auth;

import com.honeydue.db.Statement;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** The statements of an account's owner. */
final class AccountStatements {

  static final Statement<Account> FIND =
      Statement.select("findAccount", "auth_user")
          .takes(Long.class)
          .sql(
              """
              select %s
              from auth_user u left join user_userprofile p on p.user_id = u.id
              where u.id = $1
              """
                  .formatted(Account.COLUMNS))
          .map(row -> Account.of(row, 0));

  /**
   * $1 user, $2 columns of both tables, $3 the versions that may be overwritten, null for any; used
   * only if the address becomes another: $4 the code's HMAC, $5 its life in seconds, $6 the id of
   * the job that mails it, $7 the sealed code, $8 the id of the job that tells the old address; $9
   * the trace they belong to.
   */
  static final Statement<AccountWrite> UPDATE_PROFILE =
      Statement.update("updateProfile", "auth_user")
          .takes(
              Long.class,
              JsonObject.class,
              Long[].class,
              Buffer.class,
              Long.class,
              UUID.class,
              String.class,
              UUID.class,
              String.class)
          .leaves("mail.verify_email", 6)
          .leaves("mail.email_changed", 8)
          .conflict(
              "auth_user_email_key", "email_taken", "An account with this e-mail address exists.")
          .sql(
              """
              with target as materialized (
                select id, email, lower(email) <> lower(coalesce($2::jsonb ->> 'email', email)) as moves
                from auth_user
                where id = $1 and ($3::bigint[] is null or version = any ($3::bigint[]))
                for update
              ), face as materialized (
                select
                  upload_refused(
                    $1, array[($2::jsonb ->> 'avatar_upload_id')::bigint], '{avatar,image}',
                    (select array[p.avatar_upload_id] from user_userprofile p where p.user_id = $1)) <> '{}' as refused
                from target
                where $2::jsonb ->> 'avatar_upload_id' is not null
              ), u as (
                update auth_user u
                set (email, first_name, last_name, email_verified, version) =
                    (select n.email, n.first_name, n.last_name, u.email_verified and not target.moves, u.version + 1
                     from jsonb_populate_record(u, $2::jsonb) n)
                from target
                where u.id = target.id and not exists (select from face where face.refused)
                returning u.*
              ), p as (
                insert into user_userprofile as p (user_id, time_zone, locale, avatar_upload_id)
                select u.id, coalesce(n.time_zone, 'UTC'), coalesce(n.locale, 'en'), n.avatar_upload_id
                from u, jsonb_populate_record(null::user_userprofile, $2::jsonb) n
                on conflict (user_id) do update
                set (time_zone, locale, avatar_upload_id) =
                    (select n.time_zone, n.locale, n.avatar_upload_id from jsonb_populate_record(p, $2::jsonb) n)
                returning p.*
              ), code as (
                insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
                select u.id, 'verify_email', u.email, user_verificationcode_bind($4, u.email),
                  now() + $5::bigint * interval '1 second'
                from u join target on target.moves
                %2$s
              ), mail as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $6::uuid, 'mail.verify_email',
                  jsonb_build_object('user_id', u.id, 'email', u.email, 'locale', p.locale, 'sealed_code', $7::text), $9::text
                from target join u on target.moves cross join p
                union all
                select $8::uuid, 'mail.email_changed',
                  jsonb_build_object(
                    'user_id', u.id, 'email', target.email, 'locale', p.locale, 'time_zone', p.time_zone), $9::text
                from target join u on target.moves cross join p
              )
              select
                case
                  when u.id is not null then 'done'
                  when exists (select from face where face.refused) then 'avatar_refused'
                  when exists (select from auth_user where id = $1) then 'stale'
                  else 'not_found'
                end,
                %1$s
              from (values (1)) one left join u on true left join p on true
              """
                  .formatted(Account.COLUMNS, CodeStatements.REPLACE))
          .map(AccountWrite::of);

  /**
   * The newest first. A row that was made by a login whose password is not proven yet is no
   * session.
   *
   * <p>$1 user, $2 the caller's session, $3 the session before which the page begins, $4 how many
   * rows.
   */
  static final Statement<Session> SESSIONS =
      Statement.select("listSessions", "user_authtoken")
          .takes(Long.class, Long.class, Long.class, Integer.class)
          .sql(
              """
              select t.session_id,
                (array_agg(t.device_name order by t.id desc))[1], (array_agg(t.user_agent order by t.id desc))[1],
                min(t.created), max(coalesce(t.last_seen_at, t.issued_at)), t.session_id = $2
              from user_authtoken t join auth_user u on u.id = t.user_id and u.token_generation = t.generation
              where t.user_id = $1 and t.expires_at > now() and t.session_id < $3
                and (t.last_seen_at is not null or t.session_id = $2)
              group by t.session_id
              order by t.session_id desc
              limit $4
              """)
          .map(Session::of);

  static final List<Statement<?>> ALL = List.of(FIND, UPDATE_PROFILE, SESSIONS);

  private AccountStatements() {}
}
