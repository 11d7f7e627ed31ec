package com.honeydue.auth;

import com.honeydue.db.Statement;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/**
 * The statements of codes that verify an address. How often a code was tried is judged and counted
 * on the newest state of its row, under its lock, so parallel tries count as well.
 */
final class CodeStatements {

  /**
   * Ends an insert into {@code user_verificationcode}: of one purpose an address has one code, the
   * last one.
   */
  static final String REPLACE =
      """
      on conflict (purpose, lower(email)) do update
                set (user_id, email, code_mac, tries, created_at, expires_at, used_at) =
                    (excluded.user_id, excluded.email, excluded.code_mac, 0, now(), excluded.expires_at, null)\
      """;

  /** Whether a {@code user_verificationcode c} may still be tried. */
  static final String USABLE = "c.used_at is null and c.expires_at > now() and c.tries < 5";

  /**
   * $1 user, $2 the code's HMAC, $3 the id of the job that welcomes a new account, $4 the trace it
   * belongs to. Whoever has been here for a day and verifies another address is not welcomed again.
   */
  static final Statement<AccountWrite> VERIFY_EMAIL =
      Statement.update("verifyEmail", "user_verificationcode")
          .takes(Long.class, Buffer.class, UUID.class, String.class)
          .leaves("mail.welcome", 3)
          .sql(
              """
              with tried as (
                update user_verificationcode c
                set tries = c.tries + case when c.code_mac = user_verificationcode_bind($2, c.email) then 0 else 1 end,
                  used_at = case when c.code_mac = user_verificationcode_bind($2, c.email) then now() end
                from auth_user a
                where a.id = $1 and c.user_id = a.id and c.purpose = 'verify_email' and lower(c.email) = lower(a.email)
                  and %s
                returning c.user_id, c.used_at is not null as proven
              ), u as (
                update auth_user u
                set email_verified = true, version = u.version + 1
                from tried
                where u.id = tried.user_id and tried.proven
                returning u.*
              ), mail as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $3, 'mail.welcome',
                  jsonb_build_object('user_id', u.id, 'email', u.email, 'locale', coalesce(p.locale, 'en')), $4
                from u left join user_userprofile p on p.user_id = u.id
                where u.date_joined > now() - interval '1 day'
              )
              select
                case
                  when u.id is not null then 'done'
                  when a.email_verified then 'already_verified'
                  when a.id is not null then 'invalid_code'
                  else 'not_found'
                end,
                %s
              from (values (1)) one left join auth_user a on a.id = $1 left join u on true
              left join user_userprofile p on p.user_id = u.id
              """
                  .formatted(USABLE, Account.COLUMNS))
          .map(AccountWrite::of);

  /**
   * $1 user, $2 the code's HMAC, $3 its life in seconds, $4 the job's id, $5 the sealed code, $6
   * the trace it belongs to. Whether a code was mailed: not to an address that is verified.
   */
  static final Statement<Boolean> RESEND =
      Statement.insert("resendVerification", "user_verificationcode")
          .takes(Long.class, Buffer.class, Long.class, UUID.class, String.class, String.class)
          .leaves("mail.verify_email", 4)
          .sql(
              """
              with u as (
                select a.id, a.email, coalesce(p.locale, 'en') as locale
                from auth_user a left join user_userprofile p on p.user_id = a.id
                where a.id = $1 and not a.email_verified
              ), code as (
                insert into user_verificationcode (user_id, purpose, email, code_mac, expires_at)
                select u.id, 'verify_email', u.email, user_verificationcode_bind($2, u.email),
                  now() + $3::bigint * interval '1 second'
                from u
                %s
              ), mail as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $4, 'mail.verify_email',
                  jsonb_build_object('user_id', u.id, 'email', u.email, 'locale', u.locale, 'sealed_code', $5::text), $6
                from u
              )
              select exists (select from u)
              """
                  .formatted(REPLACE))
          .map(row -> row.getBoolean(0));

  static final List<Statement<?>> ALL = List.of(VERIFY_EMAIL, RESEND);

  private CodeStatements() {}
}
