package com.honeydue.residences;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The statements of residences. Every write returns exactly one row, whose first column says how it
 * ended.
 *
 * <p>Writes take the body as one JSON object of columns ({@code $n}) and lay it over the row with
 * {@code jsonb_populate_record}.
 */
final class ResidenceStatements {

  private static final String TABLE = "residence_residence";

  /** $1 user, $2 the id after which the page begins, $3 how many rows. */
  static final Statement<Residence> LIST =
      Statement.select("listResidences", TABLE)
          .takes(Long.class, Long.class, Integer.class)
          .sql(
              """
              select m.role, %s
              from residence_residenceuser m
              join residence_residence r on r.id = m.residence_id
              where m.user_id = $1 and m.residence_id > $2
              order by m.residence_id
              limit $3
              """
                  .formatted(ResidenceRows.COLUMNS))
          .map(row -> Objects.requireNonNull(ResidenceRows.residence(row, 0)));

  /** $1 user, $2 residence. */
  static final Statement<Residence> GET =
      Statement.select("getResidence", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select m.role, %s
              from residence_residenceuser m
              join residence_residence r on r.id = m.residence_id
              where m.user_id = $1 and m.residence_id = $2
              """
                  .formatted(ResidenceRows.COLUMNS))
          .map(row -> Objects.requireNonNull(ResidenceRows.residence(row, 0)));

  /**
   * $1 user, $2 columns. The limit holds under concurrency because the usage row is counted up
   * under a condition on its newest state: whoever comes second waits for the first and then sees
   * its count.
   */
  static final Statement<ResidenceWrite> CREATE =
      Statement.insert("createResidence", TABLE)
          .takes(Long.class, JsonObject.class)
          .sql(
              """
              with wanted as materialized (
                select p.*, exists (select from residence_residencetype t where t.code = coalesce(p.type, 'house')) as type_known
                from jsonb_populate_record(null::residence_residence, $2::jsonb) p
              ), quota as materialized (
                select l.maximum, l.upgrade_trigger from tier_limit($1, 'residences') l
              ), counted as (
                insert into subscription_usage as u (user_id, resource, used)
                select $1, 'residences', 1
                from wanted, quota
                where wanted.type_known and coalesce(quota.maximum, 1) >= 1
                on conflict (user_id, resource) do update set used = u.used + 1
                where u.used < coalesce((select quota.maximum from quota), 2147483647)
                returning u.used
              ), demoted as (
                update residence_residence r
                set is_primary = false, version = r.version + 1, updated_at = now()
                from wanted, counted
                where r.owner_id = $1 and r.is_primary and wanted.is_primary
                returning r.id
              ), r as (
                insert into residence_residence
                  (owner_id, name, type, address_line1, address_line2, city, region, postal_code, country, time_zone, bedrooms,
                   bathrooms, square_footage, lot_size, year_built, purchase_date, purchase_price_minor,
                   purchase_price_currency, description, is_primary)
                select $1, w.name, coalesce(w.type, 'house'), w.address_line1, w.address_line2, w.city, w.region, w.postal_code,
                  w.country,
                  coalesce(w.time_zone, (select p.time_zone from user_userprofile p where p.user_id = $1), 'UTC'),
                  w.bedrooms, w.bathrooms, w.square_footage, w.lot_size, w.year_built, w.purchase_date, w.purchase_price_minor,
                  w.purchase_price_currency, w.description,
                  coalesce(w.is_primary, c.used = 1 and d.others = 0)
                from wanted w, counted c, (select count(*) as others from demoted) d
                returning *
              ), joined as (
                insert into residence_residenceuser (residence_id, user_id, role)
                select r.id, $1, 'owner' from r
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action)
                select r.id, $1, 'residence_created' from r
              )
              select
                case when r.id is not null then 'done' when not wanted.type_known then 'unknown_type' else 'residences_limit' end,
                quota.maximum, quota.upgrade_trigger, 'owner', %s, (select id from demoted)
              from wanted cross join quota left join r on true
              """
                  .formatted(ResidenceRows.COLUMNS))
          .conflict(
              "residence_residence_one_primary",
              "primary_changed",
              "Another residence was made the primary one at the same time.")
          .map(
              row ->
                  new ResidenceWrite(
                      new Written<>(
                          row.getString(0), TierLimit.of(row, 1), ResidenceRows.residence(row, 3)),
                      row.getLong(3 + ResidenceRows.WIDTH)));

  /**
   * $1 user, $2 residence, $3 columns, $4 the versions that may be overwritten, null for any.
   * Making a residence primary changes two, which are locked in the order of their ids: two callers
   * who do so at once can not wait for each other.
   */
  static final Statement<ResidenceWrite> UPDATE =
      Statement.update("updateResidence", TABLE)
          .takes(Long.class, Long.class, JsonObject.class, Long[].class)
          .sql(
              """
              with target as materialized (
                select m.role,
                  m.role = 'owner' or (m.role = 'manager' and not $3::jsonb ? 'is_primary') as allowed,
                  not $3::jsonb ? 'type'
                    or exists (select from residence_residencetype t where t.code = $3::jsonb ->> 'type') as type_known,
                  $4::bigint[] is null or o.version = any ($4::bigint[]) as current
                from residence_residenceuser m
                join residence_residence o on o.id = m.residence_id
                where m.user_id = $1 and m.residence_id = $2
              ), locked as materialized (
                select r.id
                from residence_residence r, target
                where target.allowed and target.type_known and target.current
                  and ($3::jsonb ->> 'is_primary')::boolean
                  and r.owner_id = $1 and (r.is_primary or r.id = $2)
                order by r.id
                for no key update of r
              ), demoted as (
                update residence_residence r
                set is_primary = false, version = r.version + 1, updated_at = now()
                from (select count(*) as homes from locked) l
                where l.homes > 0 and r.owner_id = $1 and r.is_primary and r.id <> $2
                returning r.id
              ), r as (
                update residence_residence r
                set (name, type, address_line1, address_line2, city, region, postal_code, country, time_zone, bedrooms,
                     bathrooms, square_footage, lot_size, year_built, purchase_date, purchase_price_minor,
                     purchase_price_currency, description, is_primary, version, updated_at) =
                    (select p.name, p.type, p.address_line1, p.address_line2, p.city, p.region, p.postal_code, p.country,
                       p.time_zone, p.bedrooms, p.bathrooms, p.square_footage, p.lot_size, p.year_built, p.purchase_date,
                       p.purchase_price_minor, p.purchase_price_currency, p.description, p.is_primary, r.version + 1, now()
                     from jsonb_populate_record(r, $3::jsonb) p)
                from target, (select count(*) as others from demoted) d
                where r.id = $2 and target.allowed and target.type_known and d.others >= 0
                  and ($4::bigint[] is null or r.version = any ($4::bigint[]))
                returning r.*
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action)
                select r.id, $1, 'residence_edited' from r
              )
              select
                case
                  when r.id is not null then 'done'
                  when target.role is null then 'not_found'
                  when not target.allowed then 'forbidden'
                  when not target.type_known then 'unknown_type'
                  when $4::bigint[] is not null then 'stale'
                  else 'not_found'
                end,
                target.role, %s, (select id from demoted)
              from (values (1)) one left join target on true left join r on true
              """
                  .formatted(ResidenceRows.COLUMNS))
          .conflict(
              "residence_residence_one_primary",
              "primary_changed",
              "Another residence was made the primary one at the same time.")
          .map(
              row ->
                  new ResidenceWrite(
                      Written.of(row.getString(0), ResidenceRows.residence(row, 1)),
                      row.getLong(1 + ResidenceRows.WIDTH)));

  /**
   * $1 user, $2 residence, $3 the versions that may be deleted, null for any, $4 the id of the job
   * that removes the files it holds, $5 the trace it belongs to, $6 the id of the job that gives
   * its room to another. What the owner has is locked before the residence, as everywhere.
   */
  static final Statement<Written<Residence>> DELETE =
      Statement.delete("deleteResidence", TABLE)
          .takes(Long.class, Long.class, Long[].class, UUID.class, String.class, UUID.class)
          .leaves("uploads.remove_files", 4)
          .leaves("subscriptions.settle", 6)
          .sql(
              """
              with target as materialized (
                select m.role from residence_residenceuser m where m.user_id = $1 and m.residence_id = $2
              ), locked as materialized (
                select u.user_id
                from subscription_usage u, target
                where target.role = 'owner' and u.user_id = $1 and u.resource = 'residences'
                for no key update of u
              ), gone as (
                delete from residence_residence r
                using target, (select count(*) as counts from locked) l
                where r.id = $2 and target.role = 'owner' and l.counts >= 0 and ($3::bigint[] is null or r.version = any ($3::bigint[]))
                returning r.owner_id
              ), counted as (
                update subscription_usage u
                set used = greatest(u.used - 1, 0)
                from gone
                where u.user_id = gone.owner_id and u.resource = 'residences'
              ), removed as (
                select upload_remove(
                  array(select u.id from upload_upload u where u.residence_id = $2), $4, $5, 'residence_deleted', $1, $2) as files,
                  tier_freed(gone.owner_id, $6, $5) as room
                from gone
              )
              select
                case
                  when gone.owner_id is not null then 'done'
                  when target.role is null then 'not_found'
                  when target.role <> 'owner' then 'forbidden'
                  when $3::bigint[] is not null then 'stale'
                  else 'not_found'
                end,
                removed.files
              from (values (1)) one left join target on true left join gone on true left join removed on true
              """)
          .map(row -> Written.of(row.getString(0), null));

  static final List<Statement<?>> ALL = List.of(LIST, GET, CREATE, UPDATE, DELETE);

  private ResidenceStatements() {}
}
