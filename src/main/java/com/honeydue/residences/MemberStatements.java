package com.honeydue.residences;

import com.honeydue.db.Statement;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * The statements about who belongs to a residence. The writing ones follow a locking one in the
 * same transaction, so that they see what everybody before them has done.
 */
final class MemberStatements {

  private static final String TABLE = "residence_residenceuser";

  /** $1 user, $2 a residence to which they belong. Others lock nothing. */
  static final Statement<Row> LOCK =
      Statement.update("lockResidence", "residence_residence")
          .takes(Long.class, Long.class)
          .sql(
              """
              select 1 from residence_residence r
              where r.id = $2
                and exists (select from residence_residenceuser m where m.residence_id = r.id and m.user_id = $1)
              for no key update
              """)
          .map(row -> row);

  /** $1 user, $2 residence, $3 the number after which the page begins, $4 how many rows. */
  static final Statement<Listed<Member>> LIST =
      Statement.select("listUsers", TABLE)
          .takes(Long.class, Long.class, Long.class, Integer.class)
          .sql(
              """
              select m.id, %s
              from residence_residenceuser c
              left join residence_residenceuser m on m.residence_id = c.residence_id and m.id > $3
              left join auth_user u on u.id = m.user_id
              where c.residence_id = $2 and c.user_id = $1
              order by m.id
              limit $4
              """
                  .formatted(Member.COLUMNS))
          .map(row -> new Listed<>("done", row.getLong(0), Member.of(row, 1)));

  /**
   * $1 user, $2 residence, $3 whose role, $4 the role, $5 the versions of that person's row that
   * may be overwritten, null for any. The residence's version grows, since what it shows to that
   * person has changed, and the row's time, by which whoever syncs by difference gets all of the
   * residence's tasks again.
   */
  static final Statement<Written<Member>> CHANGE_ROLE =
      Statement.update("changeRole", TABLE)
          .takes(Long.class, Long.class, Long.class, String.class, Long[].class)
          .sql(
              """
              with target as materialized (
                select m.role, o.role as held, r.read_only,
                  $5::bigint[] is not null and o.version <> all ($5::bigint[]) as stale
                from residence_residenceuser m
                join residence_residence r on r.id = m.residence_id
                left join residence_residenceuser o on o.residence_id = m.residence_id and o.user_id = $3
                where m.user_id = $1 and m.residence_id = $2
              ), changed as (
                update residence_residenceuser m
                set role = $4, version = m.version + 1, updated_at = now()
                from target
                where m.residence_id = $2 and m.user_id = $3
                  and target.role = 'owner' and m.role <> 'owner' and m.role <> $4 and not target.stale
                  and (not target.read_only or tier_read_only($1, 'residences') is null)
                returning m.*
              ), bumped as (
                update residence_residence r
                set version = r.version + 1
                from changed
                where r.id = changed.residence_id
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, subject_id, role)
                select changed.residence_id, $1, 'role_changed', changed.user_id, changed.role from changed
              )
              select
                case
                  when target.role is null then 'not_found'
                  when target.role <> 'owner' then 'forbidden'
                  when target.held is null then 'not_found'
                  when target.held = 'owner' then 'owner_role_fixed'
                  when target.stale then 'stale'
                  else 'done'
                end,
                $4::text, m.created_at, coalesce((select changed.version from changed), m.version), %s
              from (values (1)) one
              left join target on true
              left join residence_residenceuser m on m.residence_id = $2 and m.user_id = $3 and target.role = 'owner'
              left join auth_user u on u.id = m.user_id
              """
                  .formatted(Person.COLUMNS))
          .map(MemberStatements::changed);

  /**
   * $1 user, $2 residence, $3 who goes: somebody else, or the user, $4 the versions of their row
   * that may go, null for any. The tasks that were assigned to them there are nobody's. When
   * somebody is removed the share code ends, too: they may know it.
   */
  static final Statement<Written<Member>> REMOVE =
      Statement.delete("removeUser", TABLE)
          .takes(Long.class, Long.class, Long.class, Long[].class)
          .sql(
              """
              with target as materialized (
                select m.role, o.role as held, $4::bigint[] is not null and o.version <> all ($4::bigint[]) as stale
                from residence_residenceuser m
                left join residence_residenceuser o on o.residence_id = m.residence_id and o.user_id = $3
                where m.user_id = $1 and m.residence_id = $2
              ), gone as (
                delete from residence_residenceuser m
                using target
                where m.residence_id = $2 and m.user_id = $3 and m.role <> 'owner' and ($1 = $3 or target.role = 'owner')
                  and not target.stale
                returning m.residence_id, m.user_id, m.role
              ), unassigned as (
                update task_task t
                set assigned_to_id = null, version = t.version + 1, updated_at = now()
                from gone
                where t.residence_id = gone.residence_id and t.assigned_to_id = gone.user_id
              ), closed as (
                delete from residence_sharecode s
                using gone
                where s.residence_id = gone.residence_id and $1 <> $3
              ), forgotten as (
                delete from residence_joinrequest q
                using gone
                where q.residence_id = gone.residence_id and q.user_id = gone.user_id
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, subject_id, role)
                select gone.residence_id, $1, case when $1 = $3 then 'left' else 'removed' end,
                  case when $1 <> $3 then gone.user_id end, gone.role
                from gone
              )
              select
                case
                  when gone.user_id is not null then 'done'
                  when target.role is null then 'not_found'
                  when target.role = 'owner' and $1 = $3 then 'owner_can_not_leave'
                  when target.role <> 'owner' and $1 <> $3 then 'forbidden'
                  when target.stale then 'stale'
                  else 'not_found'
                end
              from (values (1)) one left join target on true left join gone on true
              """)
          .map(row -> Written.of(row.getString(0), null));

  static final List<Statement<?>> ALL = List.of(LOCK, LIST, CHANGE_ROLE, REMOVE);

  private MemberStatements() {}

  private static Written<Member> changed(Row row) {
    String status = row.getString(0);
    return Written.of(status, status.equals("done") ? Member.of(row, 1) : null);
  }
}
