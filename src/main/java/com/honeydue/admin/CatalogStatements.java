package com.honeydue.admin;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What staff look at and edit of what everybody shares: tiers, promotions, templates. In each, $1
 * is the caller and $2 the request. Each edit returns one row, whose first column says how it
 * ended, and notes what was asked for, and whether anything changed.
 */
final class CatalogStatements {

  /** How an edit of {@code edited} of what {@code target} holds ended, after other faults. */
  private static final String ENDED =
      """
      case
        when staff.id is null then 'forbidden'
        when target.fault is not null then target.fault
        when edited.version is not null then 'done'
        when target.version is null then 'not_found'
        else 'stale'
      end\
      """;

  private static final String FROM =
      "from (values (1)) one left join staff on true left join target on true left join edited on"
          + " true";

  /** A limit, and the tier that it is of. */
  record TierRow(String name, AdminTier.Limit limit) {}

  /** The limits of a tier follow each other. */
  static final Statement<TierRow> TIERS =
      Statement.insert("adminListTiers", "admin_auditentry")
          .takes(Long.class, String.class)
          .sql(
              """
              %s
              select t.name, t.code, l.resource, l.maximum, l.upgrade_trigger, l.version
              from staff
              cross join subscription_tier t
              join subscription_tierlimit l on l.tier = t.code
              left join subscription_feature f on f.resource = l.resource
              order by t.position, f.position, l.resource
              """
                  .formatted(AdminStatements.staff("'adminListTiers', null, null, '{}'::jsonb")))
          .map(row -> new TierRow(row.getString(0), limit(row)));

  /**
   * $3 tier, $4 resource, $5 how much it allows, null for any number, $6 the prompt, null for the
   * one it has, $7 the versions that may be overwritten, null for any, $8 the id of the job that
   * settles what is read-only then, $9 the trace it belongs to.
   */
  static final Statement<Edited<AdminTier.Limit>> SET_LIMIT =
      Statement.update("adminSetTierLimit", "subscription_tierlimit")
          .takes(
              Long.class,
              String.class,
              String.class,
              String.class,
              Integer.class,
              String.class,
              Long[].class,
              UUID.class,
              String.class)
          .leaves("subscriptions.settle_all", 8)
          .sql(
              """
              with %s, target as materialized (
                select l.version, l.maximum,
                  case
                    when not exists (select from subscription_upgradetrigger t where t.key = coalesce($6::text, l.upgrade_trigger))
                    then 'unknown_trigger'
                  end as fault
                from staff cross join subscription_tierlimit l
                where l.tier = $3 and l.resource = $4
              ), edited as (
                update subscription_tierlimit l
                set maximum = $5, upgrade_trigger = coalesce($6::text, l.upgrade_trigger), version = l.version + 1
                from target
                where l.tier = $3 and l.resource = $4 and target.fault is null
                  and ($7::bigint[] is null or l.version = any ($7::bigint[]))
                returning l.*
              ), audit as (
                insert into admin_auditentry (staff_id, act, request_id, details)
                select staff.id, 'adminSetTierLimit', $2,
                  jsonb_build_object(
                    'tier', $3::text, 'resource', $4::text, 'before', target.maximum, 'maximum', $5::integer,
                    'changed', exists (select from edited))
                from staff left join target on true
              ), settled_then as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $8, 'subscriptions.settle_all', '{}', $9
                from edited cross join target
                where edited.maximum is distinct from target.maximum
              )
              select %s, edited.tier, edited.resource, edited.maximum, edited.upgrade_trigger, edited.version
              %s
              """
                  .formatted(AdminStatements.STAFF, ENDED, FROM))
          .map(row -> new Edited<>(row.getString(0), row.getString(1) == null ? null : limit(row)));

  /** $3 the id after which the page begins, $4 how many rows. */
  static final Statement<Seen<AdminPromotion>> PROMOTIONS =
      Statement.insert("adminListPromotions", "admin_auditentry")
          .takes(Long.class, String.class, Long.class, Integer.class)
          .sql(
              AdminStatements.page(
                  "adminListPromotions",
                  "'after', $3::bigint",
                  AdminPromotion.COLUMNS,
                  "subscription_promotion p",
                  "p.id"))
          .map(row -> Seen.of(row, AdminPromotion::of));

  /** What is wrong with a promotion {@code p}. */
  private static final String PROMOTION_FAULT =
      """
      case
        when p.tier is not null and not exists (select from subscription_tier t where t.code = p.tier) then 'unknown_tier'
        when p.ends_on < p.starts_on then 'ends_too_early'
      end as fault\
      """;

  /** $3 columns. */
  static final Statement<Edited<AdminPromotion>> CREATE_PROMOTION =
      Statement.insert("adminCreatePromotion", "subscription_promotion")
          .takes(Long.class, String.class, JsonObject.class)
          .sql(
              """
              with %s, target as materialized (
                select p.tier, p.starts_on, p.ends_on, p.offer_code, p.texts, null::bigint as version, %s
                from staff cross join jsonb_populate_record(null::subscription_promotion, $3::jsonb) p
              ), edited as (
                insert into subscription_promotion (tier, starts_on, ends_on, offer_code, texts)
                select t.tier, t.starts_on, t.ends_on, t.offer_code, t.texts from target t where t.fault is null
                returning *
              ), audit as (
                insert into admin_auditentry (staff_id, act, request_id, details)
                select staff.id, 'adminCreatePromotion', $2,
                  jsonb_build_object('promotion_id', edited.id, 'changed', edited.id is not null)
                from staff left join edited on true
              ), p as (
                select * from edited
              )
              select %s, %s
              %s left join p on true
              """
                  .formatted(
                      AdminStatements.STAFF, PROMOTION_FAULT, ENDED, AdminPromotion.COLUMNS, FROM))
          .map(row -> edited(row, AdminPromotion::ofRow));

  /** $3 promotion, $4 columns, $5 the versions that may be overwritten, null for any. */
  static final Statement<Edited<AdminPromotion>> UPDATE_PROMOTION =
      edit(
              "adminUpdatePromotion",
              "subscription_promotion",
              """
              select o.version, $4::jsonb as columns, %s
              from staff
              cross join subscription_promotion o
              cross join lateral jsonb_populate_record(o, $4::jsonb) p
              where o.id = $3
              """
                  .formatted(PROMOTION_FAULT),
              List.of("tier", "starts_on", "ends_on", "offer_code", "texts", "ended"),
              "case when $4::jsonb ? 'ended' then 'adminEndPromotion' else 'adminUpdatePromotion'"
                  + " end",
              "promotion_id",
              "p",
              AdminPromotion.COLUMNS)
          .map(row -> edited(row, AdminPromotion::ofRow));

  /** $3 the id after which the page begins, $4 how many rows. */
  static final Statement<Seen<AdminTemplate>> TEMPLATES =
      Statement.insert("adminListTemplates", "admin_auditentry")
          .takes(Long.class, String.class, Long.class, Integer.class)
          .sql(
              AdminStatements.page(
                  "adminListTemplates",
                  "'after', $3::bigint",
                  AdminTemplate.COLUMNS,
                  "task_tasktemplate e",
                  "e.id"))
          .map(row -> Seen.of(row, AdminTemplate::of));

  /** $3 template, $4 columns, $5 the versions that may be overwritten, null for any. */
  static final Statement<Edited<AdminTemplate>> UPDATE_TEMPLATE =
      edit(
              "adminUpdateTemplate",
              "task_tasktemplate",
              """
              select o.version, change.columns,
                case
                  when not exists (select from task_taskcategory k where k.code = p.category) then 'unknown_category'
                  when not exists (select from task_taskpriority k where k.code = p.priority) then 'unknown_priority'
                  when f.code is null or f.takes is not null then 'unknown_frequency'
                  when p.rule_every is null and f.unit is not null and coalesce(f.every, f.default_every) is null
                    then 'interval_missing'
                  when p.rule_every is not null and (f.unit is null or f.every is not null) then 'interval_unused'
                end as fault
              from staff
              cross join task_tasktemplate o
              -- Another frequency brings its own number, or none.
              cross join lateral (
                select case when $4::jsonb ? 'frequency' then jsonb '{"rule_every": null}' else '{}' end || $4::jsonb as columns
              ) change
              cross join lateral jsonb_populate_record(o, change.columns) p
              left join task_taskfrequency f on f.code = p.frequency
              where o.id = $3
              """,
              List.of(
                  "title",
                  "description",
                  "category",
                  "priority",
                  "frequency",
                  "rule_every",
                  "keywords",
                  "active"),
              "'adminUpdateTemplate'",
              "template_id",
              "e",
              AdminTemplate.COLUMNS)
          .map(row -> edited(row, AdminTemplate::ofRow));

  static final List<Statement<?>> ALL =
      List.of(
          TIERS,
          SET_LIMIT,
          PROMOTIONS,
          CREATE_PROMOTION,
          UPDATE_PROMOTION,
          TEMPLATES,
          UPDATE_TEMPLATE);

  private CatalogStatements() {}

  /**
   * A change of the row $3 of a table {@code o} by the columns $4, if its version is among $5.
   *
   * @param target its version, the columns and what is wrong with them
   * @param names the columns that may change
   * @param act what the trail calls it, as SQL
   * @param subject what the trail calls the row's id
   * @param alias what {@code shown} calls the row as it is then
   */
  private static Statement.Builder edit(
      String name,
      String table,
      String target,
      List<String> names,
      String act,
      String subject,
      String alias,
      String shown) {
    return Statement.update(name, table)
        .takes(Long.class, String.class, Long.class, JsonObject.class, Long[].class)
        .sql(
            """
            with %1$s, target as materialized (
              %2$s
            ), edited as (
              update %3$s o
              set (%4$s, version, updated_at) =
                  (select %5$s, o.version + 1, now() from jsonb_populate_record(o, target.columns) p)
              from target
              where o.id = $3 and target.fault is null and ($5::bigint[] is null or o.version = any ($5::bigint[]))
              returning o.*
            ), audit as (
              insert into admin_auditentry (staff_id, act, request_id, details)
              select staff.id, %6$s, $2,
                jsonb_build_object(
                  '%7$s', $3::bigint, 'fields', (select jsonb_agg(k) from jsonb_object_keys($4::jsonb) k),
                  'changed', exists (select from edited))
              from staff
            ), %8$s as (
              select * from edited
            )
            select %9$s, %10$s
            %11$s left join %8$s on true
            """
                .formatted(
                    AdminStatements.STAFF,
                    target,
                    table,
                    String.join(", ", names),
                    String.join(", ", names.stream().map("p."::concat).toList()),
                    act,
                    subject,
                    alias,
                    ENDED,
                    shown,
                    FROM));
  }

  private static AdminTier.Limit limit(Row row) {
    return new AdminTier.Limit(
        row.getString(1), row.getString(2), row.getInteger(3), row.getString(4), row.getLong(5));
  }

  private static <T> Edited<T> edited(Row row, Function<Row, @Nullable T> item) {
    return new Edited<>(row.getString(0), item.apply(row));
  }
}
