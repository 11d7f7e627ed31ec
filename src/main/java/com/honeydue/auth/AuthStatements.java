package com.honeydue.auth;

import com.honeydue.db.Statement;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** Every statement of accounts and tokens. */
final class AuthStatements {

  /** The token behind a request. */
  static final Statement<TokenRow> FIND_TOKEN =
      Statement.select("findToken", "user_authtoken")
          .takes(Buffer.class)
          .sql(
              """
              select id, user_id, session_id, generation, expires_at, key is not null
              from user_authtoken
              where key_hash = $1 and user_id is not null and expires_at > now()
              """)
          .map(TokenRow::of);

  /** Its owner, found through the token so that both travel together. */
  static final Statement<OwnerRow> FIND_TOKEN_OWNER =
      Statement.select("findTokenOwner", "auth_user")
          .takes(Buffer.class)
          .sql(
              """
              select u.id, u.token_generation, u.is_staff, u.email_verified, %s
              from auth_user u
              where u.is_active and u.id = (select user_id from user_authtoken where key_hash = $1)
              """
                  .formatted(Argon2id.SALT_COLUMN))
          .map(OwnerRow::of);

  /**
   * $1 user name, $2 e-mail, $3 password hash, $4 $5 names, $6 time zone, $7 locale, $8 the code's
   * HMAC, $9 its life in seconds, $10 the token's hash, $11 its life in seconds, $12 device, $13
   * user agent, $14 the job's id, $15 the sealed code, $16 the trace it belongs to.
   */
  static final Statement<IssuedToken> REGISTER =
      Statement.insert("register", "auth_user")
          .takes(
              String.class,
              String.class,
              String.class,
              String.class,
              String.class,
              String.class,
              String.class,
              Buffer.class,
              Long.class,
              Buffer.class,
              Long.class,
              String.class,
              String.class,
              UUID.class,
              String.class,
              String.class)
          .leaves("mail.verify_email", 14)
          .conflict(
              "auth_user_email_key", "email_taken", "An account with this e-mail address exists.")
          .conflict("auth_user_username_key", "username_taken", "This user name is taken.")
          .sql(
              """
              with made as (
                insert into auth_user (username, email, password, first_name, last_name)
                values ($1, $2, $3, $4, $5)
                returning *
              ), %4$s, u as (
                select * from made
              ), code as (
                insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
                select id, 'verify_email', email, user_verificationcode_bind($8, email),
                  now() + $9::bigint * interval '1 second'
                from u
                %2$s
              ), %5$s, job as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $14, 'mail.verify_email',
                  jsonb_build_object('user_id', id, 'email', email, 'locale', $7::text, 'sealed_code', $15::text), $16
                from u
              )
              select token.id, token.session_id, token.expires_at,
                %1$s, %3$s
              from u cross join profile p cross join token
              """
                  .formatted(
                      Account.COLUMNS,
                      CodeStatements.REPLACE,
                      Argon2id.SALT_COLUMN,
                      NewAccount.rows("$6", "$7"),
                      NewAccount.token("$10", "$11", "$12", "$13")))
          .map(IssuedToken::of);

  /**
   * Finds an account and makes a token's row for it in the same trip, before the password is
   * checked: the token is told to nobody unless it proves right. For an unknown account a row is
   * made too, so that both take as long.
   *
   * <p>$1 user name or e-mail, $2 the token's hash, $3 its life in seconds, $4 device, $5 user
   * agent.
   */
  static final Statement<LoginRow> LOGIN =
      Statement.insert("login", "user_authtoken")
          .takes(String.class, Buffer.class, Long.class, String.class, String.class)
          .sql(
              """
              with u as (
                select * from auth_user
                where id = (
                  select id from (
                    select id, 1 as rank from auth_user where lower(email) = lower($1)
                    union all
                    select id, 2 from auth_user where lower(username) = lower($1)
                  ) as known
                  order by rank limit 1)
              ), token as (
                insert into user_authtoken
                  (key_hash, user_id, generation, expires_at, device_name, user_agent)
                select $2, (select id from u), coalesce((select token_generation from u), 0),
                  now() + $3::bigint * interval '1 second', $4, $5
                returning *
              )
              select token.id, token.session_id, token.expires_at,
                %s, %s, u.password, u.is_active
              from token left join u on u.id = token.user_id left join user_userprofile p on p.user_id = u.id
              """
                  .formatted(Account.COLUMNS, Argon2id.SALT_COLUMN))
          .map(LoginRow::of);

  /**
   * Puts a new token beside the caller's own, which ends soon.
   *
   * <p>$1 user, $2 the caller's token, $3 the new one's hash, $4 its life and $5 the old one's in
   * seconds, $6 user agent. No row when the caller's token has ended meanwhile.
   */
  static final Statement<IssuedToken> REFRESH =
      Statement.insert("refresh", "user_authtoken")
          .takes(Long.class, Long.class, Buffer.class, Long.class, Long.class, String.class)
          .sql(
              """
              with u as (
                select * from auth_user where id = $1 and is_active
              ), old as (
                update user_authtoken t
                set superseded_at = coalesce(superseded_at, now()),
                  expires_at = least(expires_at, now() + $5::bigint * interval '1 second')
                from u
                where t.id = $2 and t.user_id = u.id and t.generation = u.token_generation and t.expires_at > now()
                returning t.*
              ), token as (
                insert into user_authtoken
                  (key_hash, user_id, session_id, generation, created, expires_at, last_seen_at, device_name, user_agent)
                select $3, user_id, session_id, generation, created, now() + $4::bigint * interval '1 second', now(),
                  device_name, coalesce($6, user_agent)
                from old
                returning *
              )
              select token.id, token.session_id, token.expires_at,
                %s, %s
              from token join u on u.id = token.user_id left join user_userprofile p on p.user_id = u.id
              """
                  .formatted(Account.COLUMNS, Argon2id.SALT_COLUMN))
          .map(IssuedToken::of);

  /** $1 user, $2 session. */
  static final Statement<Row> END_SESSION =
      Statement.delete("endSession", "user_authtoken")
          .takes(Long.class, Long.class)
          .sql("delete from user_authtoken where user_id = $1 and session_id = $2 returning id")
          .map(row -> row);

  /**
   * Ends every session of a user by moving the generation on: also one that is being made right
   * now, by a login that read the old generation.
   */
  static final Statement<Row> END_ALL_SESSIONS =
      Statement.update("endAllSessions", "auth_user")
          .takes(Long.class)
          .sql(
              """
              with u as (
                update auth_user set token_generation = token_generation + 1 where id = $1 returning id
              )
              delete from user_authtoken where user_id = (select id from u)
              """)
          .map(row -> row);

  /** Removes the rows of tokens that nobody was given. */
  static final Statement<Row> DROP_UNPROVEN =
      Statement.delete("dropUnproven", "user_authtoken")
          .takes(Long[].class)
          .sql("delete from user_authtoken where id = any($1) and last_seen_at is null")
          .map(row -> row);

  /** Removes rows of tokens that have ended by themselves, some at a time. */
  static final Statement<Row> SWEEP_EXPIRED =
      Statement.delete("sweepExpired", "user_authtoken")
          .takes()
          .sql(
              """
              delete from user_authtoken
              where id in (select id from user_authtoken where expires_at < now() limit 1000 for update skip locked)
              """)
          .map(row -> row);

  /** Removes codes that have ended, those that nobody was mailed among them. */
  static final Statement<Row> SWEEP_CODES =
      Statement.delete("sweepCodes", "user_verificationcode")
          .takes()
          .sql(
              """
              delete from user_verificationcode
              where id = any (array(
                select id from user_verificationcode
                where expires_at < now()
                order by expires_at
                limit 1000
                for update skip locked))
              """)
          .map(row -> row);

  /** A token in use is noted every few minutes at most: the list of sessions needs no more. */
  static final Statement<Row> NOTE_USE =
      Statement.update("noteUse", "user_authtoken")
          .takes(Long[].class)
          .sql(
              """
              update user_authtoken set last_seen_at = now()
              where id = any($1) and (last_seen_at is null or last_seen_at < now() - interval '5 minutes')
              """)
          .map(row -> row);

  static final Statement<Row> NOTE_LOGIN =
      Statement.update("noteLogin", "auth_user")
          .takes(Long[].class)
          .sql("update auth_user set last_login = now() where id = any($1)")
          .map(row -> row);

  /**
   * $1 users, $2 the hashes their passwords were checked against, $3 the new ones. A password
   * changed since stays.
   */
  static final Statement<Row> STORE_HASHES =
      Statement.update("storeHashes", "auth_user")
          .takes(Long[].class, String[].class, String[].class)
          .sql(
              """
              update auth_user u set password = better.fresh
              from unnest($1::bigint[], $2::text[], $3::text[]) as better (id, old, fresh)
              where u.id = better.id and u.password = better.old
              """)
          .map(row -> row);

  static final List<Statement<?>> ALL =
      List.of(
          FIND_TOKEN,
          FIND_TOKEN_OWNER,
          REGISTER,
          LOGIN,
          REFRESH,
          END_SESSION,
          END_ALL_SESSIONS,
          DROP_UNPROVEN,
          SWEEP_EXPIRED,
          SWEEP_CODES,
          NOTE_USE,
          NOTE_LOGIN,
          STORE_HASHES);

  private AuthStatements() {}
}
