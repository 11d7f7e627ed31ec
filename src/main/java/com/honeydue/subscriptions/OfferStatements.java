package com.honeydue.subscriptions;

import com.honeydue.db.Statement;
import java.time.LocalDate;
import java.util.List;

/** The statements that read what tiers allow and offer, in the language of whoever asks. */
final class OfferStatements {

  /** Whoever asks: $1. */
  private static final String CALLER =
      """
      (select $1::bigint as id, (select p.locale from user_userprofile p where p.user_id = $1) as locale) caller\
      """;

  /**
   * One limit of an account.
   *
   * @param homes the homes it owns: what it has of most things lies there
   */
  record LimitRow(String tier, int readOnly, List<Long> homes, Limits.Limit limit) {}

  /** $1 user. A row for each resource. */
  static final Statement<LimitRow> LIMITS =
      Statement.select("listLimits", "subscription_tierlimit")
          .takes(Long.class)
          .sql(
              """
              with account as materialized (
                select tier_of($1) as tier,
                  coalesce((select e.read_only from subscription_excess e where e.user_id = $1), 0) as read_only,
                  array(select r.id from residence_residence r where r.owner_id = $1 order by r.id) as homes
              )
              select account.tier, account.read_only, account.homes, f.resource, l.maximum,
                case f.resource
                  when 'residences' then cardinality(account.homes)
                  when 'residence_members' then coalesce(
                    (select max(people.number)
                     from (
                       select count(*) as number
                       from residence_residenceuser m
                       where m.residence_id = any (account.homes)
                       group by m.residence_id) people),
                    0)
                  when 'storage_kib' then coalesce(
                    (select u.used from subscription_usage u where u.user_id = $1 and u.resource = 'storage_kib'), 0)
                  else tier_used($1, f.resource, null)
                end
              from account
              cross join subscription_feature f
              left join subscription_tierlimit l on l.tier = account.tier and l.resource = f.resource
              order by f.position
              """)
          .map(
              row ->
                  new LimitRow(
                      row.getString(0),
                      row.getInteger(1),
                      List.of(row.getArrayOfLongs(2)),
                      Limits.Limit.of(row.getString(3), row.getInteger(4), row.getLong(5))));

  /** How much a tier offers of something. */
  record FeatureRow(String resource, String title, String description, Feature.Offer offer) {}

  /** $1 user. The offers of a feature follow each other. */
  static final Statement<FeatureRow> FEATURES =
      Statement.select("listFeatures", "subscription_feature")
          .takes(Long.class)
          .sql(
              """
              select f.resource, words ->> 'title', words ->> 'description', t.code, t.name, l.maximum
              from %s
              cross join subscription_feature f
              cross join lateral subscription_words(f.texts, caller.locale) words
              cross join subscription_tier t
              left join subscription_tierlimit l on l.tier = t.code and l.resource = f.resource
              order by f.position, t.position
              """
                  .formatted(CALLER))
          .map(
              row ->
                  new FeatureRow(
                      row.getString(0),
                      row.getString(1),
                      row.getString(2),
                      new Feature.Offer(row.getString(3), row.getString(4), row.getInteger(5))));

  /** $1 user, $2 the day it is. Those for everybody and those for the caller's tier. */
  static final Statement<Promotion> PROMOTIONS =
      Statement.select("listPromotions", "subscription_promotion")
          .takes(Long.class, LocalDate.class)
          .sql(
              """
              select p.id, words ->> 'title', words ->> 'message', words ->> 'button', p.offer_code, p.ends_on
              from %s
              cross join subscription_promotion p
              cross join lateral subscription_words(p.texts, caller.locale) words
              where not p.ended and p.starts_on <= $2 and p.ends_on >= $2 and (p.tier is null or p.tier = tier_of($1))
              order by p.ends_on, p.id
              """
                  .formatted(CALLER))
          .map(
              row ->
                  new Promotion(
                      row.getLong(0),
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getLocalDate(5)));

  /** $1 user, $2 the one that is asked for, null for all. */
  static final Statement<UpgradeTrigger> TRIGGERS =
      Statement.select("listUpgradeTriggers", "subscription_upgradetrigger")
          .takes(Long.class, String.class)
          .sql(
              """
              select t.key, words ->> 'title', words ->> 'message', words ->> 'button'
              from %s
              cross join subscription_upgradetrigger t
              cross join lateral subscription_words(t.texts, caller.locale) words
              where $2::text is null or t.key = $2
              order by t.position
              """
                  .formatted(CALLER))
          .map(
              row ->
                  new UpgradeTrigger(
                      row.getString(0), row.getString(1), row.getString(2), row.getString(3)));

  static final List<Statement<?>> ALL = List.of(LIMITS, FEATURES, PROMOTIONS, TRIGGERS);

  private OfferStatements() {}
}
