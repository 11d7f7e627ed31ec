package com.honeydue.auth;

import com.honeydue.db.Statement;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** The statements of those who sign in at somebody else's. */
final class IdentityStatements {

  /**
   * Lets one sign-in of a person, and of an address, pass at a time until its transaction ends. The
   * statement after it then sees what the one before has made: a lock within that statement would
   * come after its snapshot.
   *
   * <p>$1 provider, $2 subject, $3 address or null.
   */
  static final Statement<Row> QUEUE =
      Statement.select("queueIdentity", "user_externalidentity")
          .takes(String.class, String.class, String.class)
          .sql(
              """
              select pg_advisory_xact_lock(least(person, address)), pg_advisory_xact_lock(greatest(person, address))
              from (
                select hashtextextended('identity ' || $1 || ' ' || $2, 0) as person,
                  hashtextextended('identity ' || coalesce(lower($3), $1 || ' ' || $2), 0) as address
              ) as one
              """)
          .map(row -> row);

  /**
   * Signs a person in: to the account that is linked, else to the one whose verified address it is,
   * else to a new one. Always one row.
   *
   * <p>$1 provider, $2 subject, $3 address or null, $4 whether the provider has verified it, $5
   * user name of a new account, $6 $7 its names, $8 time zone, $9 locale, $10 the token's hash, $11
   * its life in seconds, $12 device, $13 user agent, $14 the id of the job that welcomes a new
   * account, $15 the trace it belongs to.
   */
  static final Statement<IdentityRow> SIGN_IN =
      Statement.insert("signInWithIdentity", "user_authtoken")
          .takes(
              String.class,
              String.class,
              String.class,
              Boolean.class,
              String.class,
              String.class,
              String.class,
              String.class,
              String.class,
              Buffer.class,
              Long.class,
              String.class,
              String.class,
              UUID.class,
              String.class)
          .leaves("mail.welcome", 14)
          .sql(
              """
              with linked as (
                select user_id from user_externalidentity where provider = $1 and subject = $2
              ), holder as (
                select id, email_verified from auth_user
                where lower(email) = lower($3) and not exists (select from linked)
              ), made as (
                insert into auth_user (username, email, first_name, last_name, email_verified)
                select $5, $3, $6, $7, true
                where $3::text is not null and $4::boolean
                  and not exists (select from linked) and not exists (select from holder)
                on conflict do nothing
                returning *
              ), %3$s, mail as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $14, 'mail.welcome', jsonb_build_object('user_id', id, 'email', email, 'locale', $9::text), $15
                from made
              ), u as (
                select * from auth_user
                where is_active
                  and id = coalesce(
                    (select user_id from linked), (select id from holder where email_verified and $4::boolean))
                union all
                select * from made
              ), link as (
                insert into user_externalidentity (provider, subject, user_id, email)
                select $1, $2, id, $3 from u where not exists (select from linked)
              ), %4$s
              select
                case
                  when exists (select from made) then 'created'
                  when u.id is not null then 'done'
                  when exists (select from linked) then 'inactive'
                  when $3::text is null then 'no_address'
                  when not $4::boolean then 'unverified_address'
                  when exists (select from holder where not email_verified) then 'unverified_account'
                  when exists (select from holder) then 'inactive'
                  else 'taken'
                end,
                token.id, token.session_id, token.expires_at,
                %1$s, %2$s
              from (values (1)) as one
              left join u on true
              left join token on true
              left join (
                select * from profile
                union all
                select user_id, time_zone, locale, avatar_upload_id from user_userprofile
                where user_id = (select id from u)
              ) as p on true
              """
                  .formatted(
                      Account.COLUMNS,
                      Argon2id.SALT_COLUMN,
                      NewAccount.rows("$8", "$9"),
                      NewAccount.token("$10", "$11", "$12", "$13")))
          .map(IdentityRow::of);

  static final List<Statement<?>> ALL = List.of(QUEUE, SIGN_IN);

  private IdentityStatements() {}
}
