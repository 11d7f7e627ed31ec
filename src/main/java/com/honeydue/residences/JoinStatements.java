package com.honeydue.residences;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * The statements that let people in. {@link #LOCK_BY_CODE} or {@link MemberStatements#LOCK} goes
 * before them in the same transaction, so that they see what everybody before them has done.
 */
final class JoinStatements {

  private static final String TABLE = "residence_residenceuser";

  /**
   * $1 code. Whoever changes who belongs to a residence does so one after the other; the code's row
   * is locked after the residence's.
   */
  static final Statement<Row> LOCK_BY_CODE =
      Statement.update("lockResidenceOfCode", "residence_residence")
          .takes(String.class)
          .sql(
              """
              select 1 from residence_residence r
              where r.id = (select s.residence_id from residence_sharecode s where s.code = $1)
              for no key update
              """)
          .map(row -> row);

  /**
   * $1 user, $2 code, $3 the job's id, $4 the trace it belongs to. Tells the owner. The limit is
   * that of the owner's tier.
   */
  static final Statement<Written<Joining>> JOIN =
      Statement.insert("joinWithCode", TABLE)
          .takes(Long.class, String.class, UUID.class, String.class)
          .leaves("notify.join", 3)
          .sql(
              """
              with home as materialized (
                select s.residence_id, s.role, s.needs_approval, s.code, r.name, r.owner_id,
                  s.expires_at > now() and (s.max_uses is null or s.uses < s.max_uses) as open,
                  exists (
                    select from residence_residenceuser m
                    where m.residence_id = s.residence_id and m.user_id = $1) as belongs,
                  (select count(*) from residence_residenceuser m where m.residence_id = s.residence_id) as people,
                  q.status = 'pending' is true as waits,
                  (q.status = 'declined' and q.code = s.code) is true as declined,
                  l.maximum, l.upgrade_trigger, r.read_only
                from residence_sharecode s
                join residence_residence r on r.id = s.residence_id
                cross join lateral tier_limit(r.owner_id, 'residence_members') l
                left join residence_joinrequest q on q.residence_id = s.residence_id and q.user_id = $1
                where s.code = $2
              ), used as (
                update residence_sharecode s
                set uses = s.uses + 1
                from home
                where s.residence_id = home.residence_id and s.code = home.code
                  and home.open and not home.belongs and not home.waits and not home.declined
                  and (home.maximum is null or home.people < home.maximum)
                  and (not home.read_only or tier_read_only(home.owner_id, 'residences') is null)
                returning s.residence_id, s.role, s.needs_approval, s.code
              ), joined as (
                insert into residence_residenceuser (residence_id, user_id, role)
                select used.residence_id, $1, used.role from used where not used.needs_approval
                returning residence_id
              ), asked as (
                insert into residence_joinrequest (residence_id, user_id, role, code)
                select used.residence_id, $1, used.role, used.code from used where used.needs_approval
                on conflict (residence_id, user_id) do update
                set role = excluded.role, code = excluded.code, status = 'pending', created_at = now(), decided_at = null,
                  decided_by_id = null
                returning id
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, role)
                select used.residence_id, $1, case when used.needs_approval then 'join_requested' else 'joined' end, used.role
                from used
              ), told as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $3, 'notify.join',
                  jsonb_build_object(
                    'event', case when used.needs_approval then 'requested' else 'joined' end, 'user_id', home.owner_id, 'residence_id', home.residence_id, 'actor_id', $1, 'role', used.role),
                  $4
                from used cross join home
              )
              select
                case
                  when used.residence_id is not null then 'done'
                  when home.belongs then 'already_member'
                  when home.waits then 'already_requested'
                  when home.open is not true then 'code_not_valid'
                  when home.declined then 'request_declined'
                  else 'members_limit'
                end,
                home.maximum, home.upgrade_trigger, home.needs_approval, home.residence_id, home.name, home.role,
                (select asked.id from asked)
              from (values (1)) one left join home on true left join used on true
              """)
          .map(JoinStatements::joining);

  /** $1 user, $2 residence, $3 the id after which the page begins, $4 how many rows. */
  static final Statement<Listed<JoinRequest>> REQUESTS =
      Statement.select("listJoinRequests", "residence_joinrequest")
          .takes(Long.class, Long.class, Long.class, Integer.class)
          .sql(
              """
              select case when m.role = 'owner' then 'done' else 'forbidden' end, %s
              from residence_residenceuser m
              left join residence_joinrequest q on q.residence_id = m.residence_id
                and q.status = 'pending' and q.id > $3 and m.role = 'owner'
              left join auth_user u on u.id = q.user_id
              where m.user_id = $1 and m.residence_id = $2
              order by q.id
              limit $4
              """
                  .formatted(JoinRequest.COLUMNS))
          .map(row -> new Listed<>(row.getString(0), row.getLong(1), JoinRequest.of(row, 1)));

  /**
   * $1 user, $2 residence, $3 request, $4 whether to let them in, $5 the role to give, null for the
   * one that was asked for, $6 the job's id, $7 the trace it belongs to. Tells who has asked.
   */
  static final Statement<Written<JoinRequest>> DECIDE =
      Statement.update("decideJoinRequest", "residence_joinrequest")
          .takes(
              Long.class,
              Long.class,
              Long.class,
              Boolean.class,
              String.class,
              UUID.class,
              String.class)
          .leaves("notify.join", 6)
          .sql(
              """
              with target as materialized (
                select m.role, o.status, o.user_id, l.maximum, l.upgrade_trigger, r.read_only,
                  (select count(*) from residence_residenceuser p where p.residence_id = $2) as people
                from residence_residenceuser m
                join residence_residence r on r.id = m.residence_id
                cross join lateral tier_limit(m.user_id, 'residence_members') l
                left join residence_joinrequest o on o.residence_id = m.residence_id and o.id = $3
                where m.user_id = $1 and m.residence_id = $2
              ), q as (
                update residence_joinrequest q
                set status = case when $4 then 'approved' else 'declined' end,
                  role = coalesce($5::text, q.role), decided_at = now(), decided_by_id = $1
                from target
                where q.residence_id = $2 and q.id = $3 and q.status = 'pending' and target.role = 'owner'
                  and (not $4 or target.maximum is null or target.people < target.maximum)
                  and (not $4 or not target.read_only or tier_read_only($1, 'residences') is null)
                returning q.*
              ), joined as (
                insert into residence_residenceuser (residence_id, user_id, role)
                select q.residence_id, q.user_id, q.role from q where q.status = 'approved'
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, subject_id, role)
                select q.residence_id, $1, 'join_' || q.status, q.user_id, q.role from q
              ), told as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $6, 'notify.join',
                  jsonb_build_object(
                    'event', q.status, 'user_id', q.user_id, 'residence_id', q.residence_id, 'actor_id', $1, 'role', q.role),
                  $7
                from q
              )
              select
                case
                  when q.id is not null then 'done'
                  when target.role is null then 'not_found'
                  when target.role <> 'owner' then 'forbidden'
                  when target.status is null then 'not_found'
                  when target.status <> 'pending' then 'already_decided'
                  else 'members_limit'
                end,
                target.maximum, target.upgrade_trigger, %s
              from (values (1)) one
              left join target on true
              left join q on true
              left join auth_user u on u.id = q.user_id
              """
                  .formatted(JoinRequest.COLUMNS))
          .map(
              row -> new Written<>(row.getString(0), TierLimit.of(row, 1), JoinRequest.of(row, 3)));

  static final List<Statement<?>> ALL = List.of(LOCK_BY_CODE, JOIN, REQUESTS, DECIDE);

  private JoinStatements() {}

  private static Written<Joining> joining(Row row) {
    String status = row.getString(0);
    Joining joining =
        status.equals("done")
            ? new Joining(
                row.getBoolean(3) ? "requested" : "joined",
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7))
            : null;
    return new Written<>(status, TierLimit.of(row, 1), joining);
  }
}
