package com.honeydue.subscriptions;

import com.honeydue.db.Statement;
import java.util.List;
import java.util.UUID;

/** The statements that let {@code tier_settle()} decide what is read-only. */
final class SettlingStatements {

  private static final String TABLE = "subscription_excess";

  /** Of the account that the job $1 names, and ends it. How many rows changed. */
  static final Statement<Integer> ACCOUNT =
      Statement.update("settleAccount", TABLE)
          .takes(UUID.class)
          .sql(
              """
              with gone as (
                delete from jobs_outbox j
                where j.id = $1 and j.type = 'subscriptions.settle'
                returning (j.payload ->> 'user_id')::bigint as account
              )
              select tier_settle(gone.account) from gone
              """)
          .map(row -> row.getInteger(0));

  /**
   * Of $2 accounts after the one that the job $1 names. Ends it, and leaves $3 to go on where there
   * are more. Which accounts they were.
   */
  static final Statement<Long> EVERYBODY =
      Statement.update("settleEverybody", TABLE)
          .takes(UUID.class, Integer.class, UUID.class)
          .leaves("subscriptions.settle_all", 3)
          .sql(
              """
              with gone as (
                delete from jobs_outbox j
                where j.id = $1 and j.type = 'subscriptions.settle_all'
                returning coalesce((j.payload ->> 'after')::bigint, 0) as account, j.traceparent
              ), batch as materialized (
                select u.id, gone.traceparent
                from gone
                cross join lateral (
                  select id from auth_user where id > gone.account order by id limit $2) u
              ), more as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $3, 'subscriptions.settle_all', jsonb_build_object('after', max(batch.id)), max(batch.traceparent)
                from batch
                having count(*) = $2
              )
              select batch.id, tier_settle(batch.id) from batch
              """)
          .map(row -> row.getLong(0));

  /** Of $1 accounts whose subscription has ended and nobody has told of it. */
  static final Statement<Long> ENDED =
      Statement.update("settleEnded", TABLE)
          .takes(Integer.class)
          .sql(
              """
              with batch as materialized (
                select s.user_id
                from subscription_usersubscription s
                where s.expires_at <= now() and (s.settled_at is null or s.settled_at < s.expires_at)
                order by s.expires_at
                limit $1
              )
              select batch.user_id, tier_settle(batch.user_id) from batch
              """)
          .map(row -> row.getLong(0));

  /** Of $2 accounts after $1 of which something is read-only. */
  static final Statement<Long> BEYOND =
      Statement.update("settleBeyond", TABLE)
          .takes(Long.class, Integer.class)
          .sql(
              """
              with batch as materialized (
                select e.user_id from subscription_excess e where e.user_id > $1 order by e.user_id limit $2
              )
              select batch.user_id, tier_settle(batch.user_id) from batch
              """)
          .map(row -> row.getLong(0));

  static final List<Statement<?>> ALL = List.of(ACCOUNT, EVERYBODY, ENDED, BEYOND);

  private SettlingStatements() {}
}
