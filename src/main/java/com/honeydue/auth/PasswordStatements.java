package com.honeydue.auth;

import com.honeydue.db.Statement;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/** The statements of passwords that are changed or forgotten. */
final class PasswordStatements {

  /** The owner is told. $4 the job's id, $5 its trace; {@code u} is the changed account. */
  private static final String TELL =
      """
      insert into jobs_outbox (id, type, payload, traceparent)
                select $%d::uuid, 'mail.password_changed',
                  jsonb_build_object(
                    'user_id', u.id, 'email', u.email, 'locale', coalesce(p.locale, 'en'),
                    'time_zone', coalesce(p.time_zone, 'UTC')), $%d::text
                from u left join user_userprofile p on p.user_id = u.id\
      """;

  /**
   * Moves the generation on, which ends every session, and takes the caller's own along.
   *
   * <p>$1 user, $2 what is stored if the given password is right, $3 what is stored from now on, $4
   * the session that goes on, $5 the id of the job that tells the owner, $6 the trace it belongs
   * to. No row when there is no such account.
   */
  static final Statement<PasswordWrite> CHANGE =
      Statement.update("changePassword", "auth_user")
          .takes(Long.class, String.class, String.class, Long.class, UUID.class, String.class)
          .leaves("mail.password_changed", 5)
          .sql(
              """
              with u as (
                update auth_user
                set password = $3, token_generation = token_generation + 1
                where id = $1 and is_active and password = $2
                returning *
              ), kept as (
                update user_authtoken t
                set generation = u.token_generation
                from u
                where t.user_id = u.id and t.session_id = $4 and t.generation = u.token_generation - 1
              ), ended as (
                delete from user_authtoken t
                using u
                where t.user_id = u.id and t.session_id <> $4
              ), codes as (
                delete from user_verificationcode c
                using u
                where c.user_id = u.id and c.purpose = 'reset_password'
              ), told as (
                %s
              )
              select u.id is not null, a.password
              from auth_user a left join u on u.id = a.id
              where a.id = $1 and a.is_active
              """
                  .formatted(TELL.formatted(5, 6)))
          .map(PasswordWrite::of);

  /**
   * Keeps a new code for an address, be there an account or not: both cost the same work. A code
   * that belongs to no account is mailed to nobody.
   *
   * <p>$1 the address, $2 the code's HMAC, $3 its life in seconds, $4 the job's id, $5 the sealed
   * code, $6 the trace it belongs to.
   */
  static final Statement<Boolean> FORGET =
      Statement.insert("forgotPassword", "user_verificationcode")
          .takes(String.class, Buffer.class, Long.class, UUID.class, String.class, String.class)
          .leaves("mail.reset_password", 4)
          .sql(
              """
              with u as (
                select a.id, a.email, coalesce(p.locale, 'en') as locale
                from (values (1)) one
                left join auth_user a on lower(a.email) = lower($1) and a.is_active
                left join user_userprofile p on p.user_id = a.id
              ), code as (
                insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
                select u.id, 'reset_password', $1, user_verificationcode_bind($2, $1),
                  now() + $3::bigint * interval '1 second'
                from u
                %s
              ), mail as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $4, 'mail.reset_password',
                  jsonb_build_object('user_id', u.id, 'email', u.email, 'locale', u.locale, 'sealed_code', $5::text), $6
                from u
              )
              select true
              """
                  .formatted(CodeStatements.REPLACE))
          .map(row -> row.getBoolean(0));

  /** $1 the address, $2 the code's HMAC. A row if the code is right and belongs to an account. */
  static final Statement<ResetCodeRow> TRY_CODE =
      Statement.update("verifyResetCode", "user_verificationcode")
          .takes(String.class, Buffer.class)
          .sql(
              """
              with tried as (
                update user_verificationcode c
                set tries = c.tries + case when c.code_mac = user_verificationcode_bind($2, c.email) then 0 else 1 end
                where c.purpose = 'reset_password' and lower(c.email) = lower($1) and %s
                returning c.user_id, c.expires_at, c.code_mac = user_verificationcode_bind($2, c.email) as proven
              )
              select u.id, tried.expires_at
              from tried join auth_user u on u.id = tried.user_id and lower(u.email) = lower($1) and u.is_active
              where tried.proven
              """
                  .formatted(CodeStatements.USABLE))
          .map(ResetCodeRow::of);

  /**
   * Uses a code up, stores a new password and ends every session. Who reads the mails of an address
   * has also verified it.
   *
   * <p>$1 user, $2 the code's HMAC, $3 what is stored from now on, $4 the id of the job that tells
   * the owner, $5 the trace it belongs to.
   */
  static final Statement<Boolean> RESET =
      Statement.update("resetPassword", "auth_user")
          .takes(Long.class, Buffer.class, String.class, UUID.class, String.class)
          .leaves("mail.password_changed", 4)
          .sql(
              """
              with used as (
                update user_verificationcode c
                set used_at = now()
                from auth_user a
                where a.id = $1 and a.is_active
                  and c.user_id = a.id and c.purpose = 'reset_password' and lower(c.email) = lower(a.email)
                  and c.code_mac = user_verificationcode_bind($2, c.email) and %s
                returning c.user_id
              ), u as (
                update auth_user u
                set password = $3, token_generation = u.token_generation + 1, email_verified = true,
                  version = u.version + 1
                from used
                where u.id = used.user_id
                returning u.*
              ), ended as (
                delete from user_authtoken t
                using u
                where t.user_id = u.id
              ), unlinked as (
                -- Who signs in elsewhere under another address may not be who reads the mails of this one.
                delete from user_externalidentity i
                using u
                where i.user_id = u.id and lower(i.email) is distinct from lower(u.email)
              ), told as (
                %s
              )
              select exists (select from u)
              """
                  .formatted(CodeStatements.USABLE, TELL.formatted(4, 5)))
          .map(row -> row.getBoolean(0));

  static final List<Statement<?>> ALL = List.of(CHANGE, FORGET, TRY_CODE, RESET);

  private PasswordStatements() {}
}
