package com.honeydue.contractors;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * The statements that write contractors. Each returns exactly one row, whose first column says how
 * it ended.
 *
 * <p>Bodies come as one JSON object of columns and are laid over the row with {@code
 * jsonb_populate_record}.
 */
final class ContractorStatements {

  private static final String TABLE = "contractor_contractor";

  private static final String UNKNOWN_SPECIALTY =
      """
      when exists (
        select from unnest(p.specialties) chosen (code)
        where not exists (select from contractor_specialty k where k.code = chosen.code)) then 'unknown_specialty'
      """;

  /**
   * $1 user, $2 columns. It counts against the tier of whoever owns the home it is for, or else of
   * the caller.
   */
  static final Statement<ContractorWrite> CREATE =
      Statement.insert("createContractor", TABLE)
          .takes(Long.class, JsonObject.class)
          .sql(
              """
              with target as materialized (
                select p.*, case when p.residence_id is null then $1 else r.owner_id end as account, r.read_only as closed,
                  case
                    when p.residence_id is not null and m.role is null then 'not_found'
                    when m.role = 'member' then 'forbidden'
                    %s
                  end as fault
                from jsonb_populate_record(null::contractor_contractor, $2::jsonb) p
                left join residence_residenceuser m on m.residence_id = p.residence_id and m.user_id = $1
                left join residence_residence r on r.id = m.residence_id
              ), quota as materialized (
                select q.*
                from (select target.account, target.closed from target where target.fault is null) counted
                cross join lateral tier_room(counted.account, 'contractors', 1, counted.closed) q
              ), c as (
                insert into contractor_contractor
                  (user_id, residence_id, created_by_id, name, company, phone, email, website, address, specialties, notes)
                select case when w.residence_id is null then $1 end, w.residence_id, $1, w.name, w.company, w.phone, w.email,
                  w.website, w.address, coalesce(w.specialties, '{}'), w.notes
                from target w, quota
                where quota.room
                returning *
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, contractor_id, contractor_name)
                select c.residence_id, $1, 'contractor_added', c.id, c.name from c where c.residence_id is not null
              )
              select coalesce(target.fault, case when c.id is null then 'contractors_limit' else 'done' end),
                quota.maximum, quota.upgrade_trigger, '{}'::bigint[], %s
              from target left join quota on true left join c on true
              """
                  .formatted(UNKNOWN_SPECIALTY, ContractorRows.COLUMNS))
          .map(ContractorStatements::limited);

  /**
   * $1 user, $2 contractor, $3 columns, $4 the versions that may be overwritten, null for any. Who
   * gives their own contractor to a home lets it count against the tier of whoever owns that. What
   * is counted is locked first, then the home, then the contractor.
   */
  static final Statement<ContractorWrite> UPDATE =
      Statement.update("updateContractor", TABLE)
          .takes(Long.class, Long.class, JsonObject.class, Long[].class)
          .sql(
              """
              with target as materialized (
                select o.id, p.residence_id is distinct from o.residence_id as moves, r.owner_id, r.read_only as closed,
                  coalesce(p.residence_id, o.residence_id) as home,
                  case
                    when m.role = 'member' then 'forbidden'
                    when p.residence_id is distinct from o.residence_id and o.residence_id is not null then 'contractor_attached'
                    when p.residence_id is distinct from o.residence_id and w.role is null then 'not_found'
                    when w.role = 'member' then 'forbidden'
                    %s
                  end as fault
                from contractor_contractor o
                cross join lateral jsonb_populate_record(o, $3::jsonb) p
                left join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
                left join residence_residenceuser w on w.residence_id = p.residence_id and w.user_id = $1
                left join residence_residence r on r.id = w.residence_id
                where o.id = $2 and (o.user_id = $1 or m.role is not null)
              ), quota as materialized (
                select q.*
                from (
                  select target.owner_id, target.closed
                  from target
                  where target.fault is null and target.moves and (target.owner_id <> $1 or target.closed)) counted
                cross join lateral tier_room(counted.owner_id, 'contractors', 1, counted.closed) q
              ), home as materialized (
                select r.id
                from target join residence_residence r on r.id = target.home
                where target.fault is null and (select count(*) from quota) >= 0
                for key share of r
              ), c as (
                update contractor_contractor c
                set (user_id, residence_id, name, company, phone, email, website, address, specialties, notes, version, updated_at) =
                    (select case when p.residence_id is null then c.user_id end, p.residence_id, p.name, p.company, p.phone,
                       p.email, p.website, p.address, coalesce(p.specialties, '{}'), p.notes, c.version + 1, now()
                     from jsonb_populate_record(c, $3::jsonb) p)
                from target, (select count(*) as homes from home) h
                where c.id = $2 and target.fault is null and not exists (select from quota where not quota.room)
                  and h.homes >= 0
                  and ($4::bigint[] is null or c.version = any ($4::bigint[]))
                returning c.*
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, contractor_id, contractor_name)
                select c.residence_id, $1, case when target.moves then 'contractor_added' else 'contractor_edited' end, c.id,
                  c.name
                from c, target
                where c.residence_id is not null
              )
              select
                case
                  when c.id is not null then 'done'
                  when target.id is null then 'not_found'
                  when target.fault is not null then target.fault
                  when not quota.room then 'contractors_limit'
                  when $4::bigint[] is not null then 'stale'
                  else 'not_found'
                end,
                quota.maximum, quota.upgrade_trigger, %s, %s
              from (values (1)) one left join target on true left join quota on true left join c on true
              """
                  .formatted(UNKNOWN_SPECIALTY, ContractorRows.RESIDENCES, ContractorRows.COLUMNS))
          .map(ContractorStatements::limited);

  /**
   * $1 user, $2 contractor, $3 the versions that may be deleted, null for any, $4 the id of the job
   * that gives its room to another, $5 the trace it belongs to. Tasks and completions stay and name
   * nobody; homes are locked first, then tasks, then the contractor, as completing does.
   */
  static final Statement<ContractorWrite> DELETE =
      Statement.delete("deleteContractor", TABLE)
          .takes(Long.class, Long.class, Long[].class, UUID.class, String.class)
          .leaves("subscriptions.settle", 4)
          .sql(
              """
              with target as materialized (
                select o.id, o.residence_id,
                  m.role is distinct from 'member' and ($3::bigint[] is null or o.version = any ($3::bigint[])) as goes,
                  m.role = 'member' as forbidden
                from contractor_contractor o
                left join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
                where o.id = $2 and (o.user_id = $1 or m.role is not null)
              ), homes as materialized (
                select r.id
                from residence_residence r
                where r.id in (
                  select target.residence_id from target where target.goes
                  union all
                  select t.residence_id from target join task_task t on t.contractor_id = target.id where target.goes)
                order by r.id
                for key share of r
              ), held as materialized (
                select t.id, t.residence_id
                from task_task t
                where t.contractor_id = (select target.id from target where target.goes)
                  and (select count(*) from homes) >= 0
                order by t.id
                for no key update of t
              ), gone as (
                delete from contractor_contractor c
                using target, (select count(*) as tasks from held) h
                where c.id = $2 and target.goes and h.tasks >= 0
                  and ($3::bigint[] is null or c.version = any ($3::bigint[]))
                returning c.id, c.user_id, c.residence_id, c.name
              ), freed as (
                update task_task t
                set contractor_id = null, version = t.version + 1, updated_at = now()
                from held, gone
                where t.id = held.id
              ), done as (
                update task_taskcompletion k
                set contractor_id = null, version = k.version + 1, updated_at = now()
                from gone
                where k.contractor_id = gone.id
                returning k.residence_id
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action, contractor_id, contractor_name)
                select gone.residence_id, $1, 'contractor_removed', gone.id, gone.name
                from gone
                where gone.residence_id is not null
              ), room as materialized (
                select tier_freed(coalesce(gone.user_id, r.owner_id), $4, $5) as given
                from gone left join residence_residence r on r.id = gone.residence_id
              )
              select
                case
                  when gone.id is not null then 'done'
                  when target.id is null then 'not_found'
                  when target.forbidden then 'forbidden'
                  when $3::bigint[] is not null then 'stale'
                  else 'not_found'
                end,
                array(
                  select held.residence_id from held
                  union
                  select done.residence_id from done
                  union
                  select gone.residence_id from gone where gone.residence_id is not null)
              from (values (1)) one left join target on true left join gone on true left join room on true
              """)
          .map(
              row ->
                  new ContractorWrite(
                      row.getString(0), TierLimit.NONE, null, ContractorRows.residences(row, 1)));

  /**
   * $1 user, $2 contractor. Whoever sees it may: it is their own favourite. The contractor's
   * version grows, as it shows something else to them.
   */
  static final Statement<ContractorWrite> TOGGLE_FAVORITE =
      Statement.update("toggleFavorite", "contractor_favorite")
          .takes(Long.class, Long.class)
          .sql(
              """
              with target as materialized (
                select o.id
                from contractor_contractor o
                left join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
                where o.id = $2 and (o.user_id = $1 or m.role is not null)
                for no key update of o
              ), removed as (
                delete from contractor_favorite f
                using target
                where f.user_id = $1 and f.contractor_id = target.id
                returning f.contractor_id
              ), added as (
                insert into contractor_favorite (user_id, contractor_id)
                select $1, target.id from target where not exists (select from removed)
                on conflict (user_id, contractor_id) do update set user_id = excluded.user_id
                returning contractor_id
              ), c as (
                update contractor_contractor c
                set version = c.version + 1
                from target
                where c.id = target.id
                returning c.*
              )
              select case when c.id is null then 'not_found' else 'done' end, exists (select from added), %s, %s
              from (values (1)) one left join c on true
              """
                  .formatted(ContractorRows.RESIDENCES, ContractorRows.COLUMNS))
          .map(
              row ->
                  new ContractorWrite(
                      row.getString(0),
                      TierLimit.NONE,
                      row.getValue(3) == null
                          ? null
                          : ContractorRows.contractor(row, 3, row.getBoolean(1)),
                      ContractorRows.residences(row, 2)));

  static final List<Statement<?>> ALL = List.of(CREATE, UPDATE, DELETE, TOGGLE_FAVORITE);

  private ContractorStatements() {}

  private static ContractorWrite limited(Row row) {
    return new ContractorWrite(
        row.getString(0),
        TierLimit.of(row, 1),
        ContractorRows.contractor(row, 4),
        ContractorRows.residences(row, 3));
  }
}
