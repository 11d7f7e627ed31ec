package com.honeydue.subscriptions;

import com.honeydue.bus.Money;
import com.honeydue.db.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that show how a subscription stands, and what became of it. */
final class StandingStatements {

  /**
   * Something that became of a subscription or a trial.
   *
   * @param store null for a trial
   * @param was its state before
   * @param became its state since
   * @param until the end of what was paid, or of the trial
   */
  record Event(
      long id,
      Instant at,
      @Nullable String store,
      @Nullable String product,
      @Nullable String tier,
      String was,
      String became,
      @Nullable Instant until,
      @Nullable Money price) {}

  private static final String USED =
      """
      case
        when l.resource in ('tasks', 'contractors', 'documents') then tier_used(me.id, l.resource, null)
        when l.resource in ('residences', 'storage_kib') then
          coalesce((select g.used from subscription_usage g where g.user_id = me.id and g.resource = l.resource), 0)
      end\
      """;

  private static final String SHOWN =
      """
      with me as materialized (
        select u.id, u.store_account_token, s.trial_started_at, s.trial_ends_at, now.tier,
          case when now.tier <> 'free' then coalesce(s.source, 'given') end as source,
          case when now.tier <> 'free' then s.expires_at end as expires_at
        from auth_user u
        left join subscription_usersubscription s on s.user_id = u.id
        cross join lateral (
          select coalesce(case when s.expires_at is null or s.expires_at > $2 then s.tier end, 'free') as tier) now
        where u.id = $1
      )
      select me.tier, me.source, me.expires_at, me.id, b.store, b.product, b.period, b.entitlement,
        b.entitlement in ('active', 'grace', 'hold', 'paused') as renews, b.expires_at as paid_until, b.grace_until, b.manage_url,
        me.tier = 'free' and me.trial_started_at is null as triable, me.trial_ends_at, me.store_account_token,
        (select coalesce(
           jsonb_agg(jsonb_build_object(
             'resource', l.resource, 'maximum', l.maximum, 'used', %s, 'upgrade_trigger', l.upgrade_trigger) order by l.resource),
           '[]')
         from subscription_tierlimit l
         where l.tier = me.tier) as limits,
        array(select r.id from residence_residence r where r.owner_id = me.id order by r.id) as homes
      from me
      left join lateral (
        select x.store, x.product, p.period, x.entitlement, x.expires_at,
          case x.entitlement when 'grace' then x.grace_until end as grace_until,
          case x.store when 'apple' then 'https://apps.apple.com/account/subscriptions'
            else 'https://play.google.com/store/account/subscriptions' end as manage_url
        from subscription_storesubscription x
        join subscription_product p on p.store = x.store and p.product_id = x.product
        where x.user_id = me.id and x.entitlement not in ('none', 'upgraded')
        order by x.entitled_until desc nulls last, x.read_at desc, x.id
        limit 1
      ) b on true\
      """
          .formatted(USED);

  /** $1 user, $2 now. */
  static final Statement<Standing.Shown> STATUS =
      Statement.select("subscriptionStatus", "subscription_usersubscription")
          .takes(Long.class, OffsetDateTime.class)
          .besideWrites()
          .sql(SHOWN)
          .map(Standing.Shown::of);

  /** $1 user, $2 the id before which the page begins, $3 how many rows. Newest first. */
  static final Statement<Event> HISTORY =
      Statement.select("subscriptionHistory", "subscription_event")
          .takes(Long.class, Long.class, Integer.class)
          .sql(
              """
              select e.id, e.at, e.store, e.product, e.tier, e.was, e.became, e.until, e.price_minor, e.price_currency
              from subscription_event e
              where e.user_id = $1 and e.id < $2
              order by e.id desc
              limit $3
              """)
          .map(
              row ->
                  new Event(
                      row.getLong(0),
                      row.getOffsetDateTime(1).toInstant(),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getString(6),
                      Standing.instant(row.getOffsetDateTime(7)),
                      Money.ofColumns(row.getLong(8), row.getString(9))));

  static final List<Statement<?>> ALL = List.of(STATUS, HISTORY);

  private StandingStatements() {}
}
