package com.honeydue.residences;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** The statements by which a residence gets another owner. */
final class TransferStatements {

  /**
   * $1 user, $2 a residence that they own, $3 who is to own it. What both own is counted in rows
   * that are locked first and in their order, as everywhere, so that transfers to and fro can not
   * wait for each other. Of any two members: who is no owner yet may be made one before the
   * statement after this looks, which then must not lock in another order.
   */
  static final Statement<Row> LOCK =
      Statement.update("lockTransfer", "residence_residence")
          .takes(Long.class, Long.class, Long.class)
          .sql(
              """
              with counts as materialized (
                select u.user_id
                from subscription_usage u
                where u.resource = 'residences' and u.user_id in ($1, $3)
                  and 2 = (
                    select count(*)
                    from residence_residenceuser m
                    where m.residence_id = $2 and m.user_id in ($1, $3))
                order by u.user_id
                for no key update
              ), locked as materialized (
                select count(*) as counts from counts
              ), r as materialized (
                select r.id
                from residence_residence r
                where r.id = $2 and r.owner_id = $1 and (select counts from locked) >= 0
                for no key update
              )
              select (select counts from locked), (select count(*) from r)
              """)
          .map(row -> row);

  /**
   * $1 user, $2 residence, $3 the new owner, who must belong to it, $4 and $5 the ids of jobs that
   * settle what both of them own then, $6 the trace they belong to. The one before stays as a
   * manager.
   */
  static final Statement<Written<Residence>> TRANSFER =
      Statement.update("transferOwnership", "residence_residence")
          .takes(Long.class, Long.class, Long.class, UUID.class, UUID.class, String.class)
          .leaves("subscriptions.settle", 4)
          .leaves("subscriptions.settle", 5)
          .sql(
              """
              with target as materialized (
                select m.role, o.role as held, l.maximum, l.upgrade_trigger
                from residence_residenceuser m
                left join residence_residenceuser o on o.residence_id = m.residence_id and o.user_id = $3
                cross join lateral tier_limit($3, 'residences') l
                where m.user_id = $1 and m.residence_id = $2
              ), counted as (
                insert into subscription_usage as u (user_id, resource, used)
                select $3, 'residences', 1
                from target
                where target.role = 'owner' and target.held <> 'owner' and coalesce(target.maximum, 1) >= 1
                on conflict (user_id, resource) do update set used = u.used + 1
                where u.used < coalesce((select target.maximum from target), 2147483647)
                returning u.used
              ), released as (
                update subscription_usage u
                set used = greatest(u.used - 1, 0)
                from counted
                where u.user_id = $1 and u.resource = 'residences'
              ), demoted as (
                update residence_residenceuser m
                set role = 'manager', version = m.version + 1, updated_at = now()
                from counted
                where m.residence_id = $2 and m.user_id = $1
                returning m.id
              ), promoted as (
                update residence_residenceuser m
                set role = 'owner', version = m.version + 1, updated_at = now()
                from (select count(*) as left_by from demoted) d
                where m.residence_id = $2 and m.user_id = $3 and d.left_by = 1
                returning m.user_id
              ), closed as (
                delete from residence_sharecode s using promoted where s.residence_id = $2
              ), r as (
                update residence_residence r
                set owner_id = promoted.user_id,
                  is_primary = counted.used = 1
                    and not exists (select from residence_residence o where o.owner_id = $3 and o.is_primary),
                  version = r.version + 1, updated_at = now()
                from promoted, counted
                where r.id = $2
                returning r.*
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, subject_id, role)
                select r.id, $1, 'ownership_transferred', r.owner_id, 'owner' from r
              ), left_to_settle as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select job.id, 'subscriptions.settle', jsonb_build_object('user_id', job.account), $6
                from r cross join (values ($4::uuid, $1::bigint), ($5::uuid, $3::bigint)) job (id, account)
              )
              select
                case
                  when r.id is not null then 'done'
                  when target.role is null then 'not_found'
                  when target.role <> 'owner' then 'forbidden'
                  when target.held is null then 'not_found'
                  when target.held = 'owner' then 'already_owner'
                  else 'heir_limit'
                end,
                target.maximum, target.upgrade_trigger, 'manager', %s
              from (values (1)) one left join target on true left join r on true
              """
                  .formatted(ResidenceRows.COLUMNS))
          .map(
              row ->
                  new Written<>(
                      row.getString(0), TierLimit.of(row, 1), ResidenceRows.residence(row, 3)));

  static final List<Statement<?>> ALL = List.of(LOCK, TRANSFER);

  private TransferStatements() {}
}
