package com.honeydue.residences;

import com.honeydue.db.Statement;
import com.honeydue.mail.model.Role;
import com.honeydue.mail.model.ShareInvite;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The statements of share codes, which are the owner's. */
final class ShareStatements {

  private static final String TABLE = "residence_sharecode";

  /** Of a {@code residence_sharecode s}: whether it still lets anybody in. */
  private static final String USABLE =
      "s.expires_at > now() and (s.max_uses is null or s.uses < s.max_uses)";

  /**
   * $1 user, $2 residence, $3 codes of which the first that nobody has is taken, $4 role, $5
   * whether the owner decides, $6 how many may use it, $7 its life in hours.
   */
  static final Statement<Written<ShareCode>> MAKE =
      Statement.insert("makeShareCode", TABLE)
          .takes(
              Long.class,
              Long.class,
              String[].class,
              String.class,
              Boolean.class,
              Integer.class,
              Long.class)
          .sql(
              """
              with target as materialized (
                select m.role, r.read_only
                from residence_residenceuser m join residence_residence r on r.id = m.residence_id
                where m.user_id = $1 and m.residence_id = $2
              ), free as (
                select c.code
                from unnest($3::text[]) with ordinality as c (code, place)
                where not exists (select from residence_sharecode o where o.code = c.code)
                order by c.place
                limit 1
              ), s as (
                insert into residence_sharecode
                  (residence_id, code, role, needs_approval, max_uses, created_by_id, expires_at)
                select $2, free.code, $4, $5, $6, $1, now() + $7::bigint * interval '1 hour'
                from free, target
                where target.role = 'owner' and (not target.read_only or tier_read_only($1, 'residences') is null)
                on conflict (residence_id) do update
                set code = excluded.code, role = excluded.role, needs_approval = excluded.needs_approval,
                  max_uses = excluded.max_uses, uses = 0, created_by_id = excluded.created_by_id, created_at = now(),
                  expires_at = excluded.expires_at
                returning *
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, role)
                select s.residence_id, $1, 'code_made', s.role from s
              )
              select
                case
                  when s.residence_id is not null then 'done'
                  when target.role is null then 'not_found'
                  when target.role <> 'owner' then 'forbidden'
                  else 'codes_taken'
                end,
                %s
              from (values (1)) one left join target on true left join s on true
              """
                  .formatted(ShareCode.COLUMNS))
          .conflict(
              "residence_sharecode_code_key", "code_taken", "Somebody else drew the same code.")
          .map(row -> Written.of(row.getString(0), ShareCode.of(row, 1)));

  /** $1 user, $2 residence. A code that lets nobody in any more is none. */
  static final Statement<Written<ShareCode>> GET =
      Statement.select("getShareCode", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select case when m.role <> 'owner' then 'forbidden' when s.code is null then 'not_found' else 'done' end, %s
              from residence_residenceuser m
              left join residence_sharecode s on s.residence_id = m.residence_id
                and %s
              where m.user_id = $1 and m.residence_id = $2
              """
                  .formatted(ShareCode.COLUMNS, USABLE))
          .map(row -> Written.of(row.getString(0), ShareCode.of(row, 1)));

  /**
   * $1 user, $2 residence, $3 the job's id, $4 whom to invite, $5 in which language, null for the
   * owner's, $6 the trace it belongs to.
   */
  static final Statement<Written<Void>> INVITE =
      Statement.insert("inviteByMail", "jobs_outbox")
          .takes(Long.class, Long.class, UUID.class, String.class, String.class, String.class)
          .leaves("mail.share_invite", 3)
          .sql(
              """
              with target as materialized (
                select m.role, r.read_only, s.code is not null as shared
                from residence_residenceuser m
                join residence_residence r on r.id = m.residence_id
                left join residence_sharecode s on s.residence_id = m.residence_id and %s
                where m.user_id = $1 and m.residence_id = $2
              ), mail as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $3, 'mail.share_invite',
                  jsonb_build_object(
                    'user_id', $1::bigint, 'residence_id', $2::bigint, 'email', $4::text,
                    'locale', coalesce($5::text, p.locale, 'en')),
                  $6
                from target left join user_userprofile p on p.user_id = $1
                where target.role = 'owner' and target.shared
                  and (not target.read_only or tier_read_only($1, 'residences') is null)
              )
              select
                case
                  when target.role is null then 'not_found'
                  when target.role <> 'owner' then 'forbidden'
                  when not target.shared then 'no_share_code'
                  else 'done'
                end
              from (values (1)) one left join target on true
              """
                  .formatted(USABLE))
          .map(row -> Written.of(row.getString(0), null));

  /**
   * $1 owner, $2 residence, $3 whom to invite. No row if there is nothing to invite to any more, or
   * the address is known to be nobody's.
   */
  static final Statement<ShareInvite> INVITED =
      Statement.select("loadInvite", TABLE)
          .takes(Long.class, Long.class, String.class)
          .sql(
              """
              select coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username), r.name, s.role, s.code,
                s.expires_at, r.time_zone
              from residence_residence r
              join auth_user u on u.id = r.owner_id and u.is_active
              join residence_sharecode s on s.residence_id = r.id and %s
              where r.id = $2 and r.owner_id = $1
                and not exists (
                  select
                  from auth_user o join notifications_notificationpreference c on c.user_id = o.id
                  where lower(o.email) = lower($3) and c.bounced_at is not null)
              """
                  .formatted(USABLE))
          .map(
              row ->
                  new ShareInvite(
                      row.getString(0),
                      row.getString(1),
                      Role.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                      row.getString(3),
                      row.getOffsetDateTime(4).toInstant(),
                      ZoneId.of(row.getString(5))));

  /** $1 user, $2 residence. Done, too, where there is no code. */
  static final Statement<Written<ShareCode>> REVOKE =
      Statement.delete("revokeShareCode", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              with target as materialized (
                select m.role from residence_residenceuser m where m.user_id = $1 and m.residence_id = $2
              ), gone as (
                delete from residence_sharecode s
                using target
                where s.residence_id = $2 and target.role = 'owner'
                returning s.residence_id
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action)
                select gone.residence_id, $1, 'code_revoked' from gone
              )
              select
                case when target.role is null then 'not_found' when target.role <> 'owner' then 'forbidden' else 'done' end
              from (values (1)) one left join target on true
              """)
          .map(row -> Written.of(row.getString(0), null));

  static final List<Statement<?>> ALL = List.of(MAKE, GET, INVITE, INVITED, REVOKE);

  private ShareStatements() {}
}
