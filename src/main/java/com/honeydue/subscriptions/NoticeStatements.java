package com.honeydue.subscriptions;

import com.honeydue.db.Statement;
import com.honeydue.stores.Store;
import io.vertx.core.json.JsonArray;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of what the stores have sent. */
final class NoticeStatements {

  private static final String TABLE = "subscription_storenotice";

  /**
   * One that was sent.
   *
   * @param key of its subscription; null where it is about none
   * @param said what it says itself, as {@code subscription_apply()} takes it
   */
  record Kept(
      Store store, String type, @Nullable String key, @Nullable JsonArray said, boolean applied) {

    /** Without what names a purchase. */
    @Override
    public String toString() {
      return "Kept[" + store + " " + type + "]";
    }
  }

  /**
   * Keeps one, once, with the job that follows it up. $1 store, $2 its id there, $3 type, $4 the
   * subscription's key, or null, $5 the store's time, $6 what it says itself, or null, $7 now, $8
   * the job's id, $9 the trace. Whether it is new.
   */
  static final Statement<Boolean> KEEP =
      Statement.insert("keepStoreNotice", TABLE)
          .takes(
              String.class,
              String.class,
              String.class,
              String.class,
              OffsetDateTime.class,
              JsonArray.class,
              OffsetDateTime.class,
              UUID.class,
              String.class)
          .leaves("subscriptions.notice", 8)
          .sql(
              """
              with kept as (
                insert into subscription_storenotice
                  (store, notice_id, type, store_key, at, said, received_at, applied_at)
                values ($1, $2, $3, $4, $5, $6::jsonb, $7, case when $4::text is null then $7::timestamptz end)
                on conflict (store, notice_id) do nothing
                returning id, store_key
              ), job as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $8, 'subscriptions.notice', jsonb_build_object('notice_id', kept.id), $9
                from kept
                where kept.store_key is not null
              )
              select exists (select from kept)
              """)
          .map(row -> row.getBoolean(0));

  /** $1 the notice. */
  static final Statement<Kept> LOAD =
      Statement.select("loadStoreNotice", TABLE)
          .takes(Long.class)
          .sql(
              """
              select n.store, n.type, n.store_key, n.said, n.applied_at is not null
              from subscription_storenotice n
              where n.id = $1
              """)
          .map(
              row ->
                  new Kept(
                      Store.valueOf(row.getString(0).toUpperCase(Locale.ROOT)),
                      row.getString(1),
                      row.getString(2),
                      row.getJsonArray(3),
                      row.getBoolean(4)));

  /** $1 the notice, $2 now. */
  static final Statement<Long> APPLIED =
      Statement.update("endStoreNotice", TABLE)
          .takes(Long.class, OffsetDateTime.class)
          .sql(
              """
              update subscription_storenotice n
              set applied_at = $2, said = null
              where n.id = $1
              returning n.id
              """)
          .map(row -> row.getLong(0));

  /** Forgets what was received before $1, $2 at most. How many that were. */
  static final Statement<Integer> FORGET =
      Statement.delete("forgetStoreNotices", TABLE)
          .takes(OffsetDateTime.class, Integer.class)
          .sql(
              """
              with gone as (
                delete from subscription_storenotice n
                where n.id = any (array(
                  select o.id
                  from subscription_storenotice o
                  where o.received_at < $1
                  order by o.received_at
                  limit $2
                  for update skip locked))
                returning n.id
              )
              select count(*)::integer from gone
              """)
          .map(row -> row.getInteger(0));

  static final List<Statement<?>> ALL = List.of(KEEP, LOAD, APPLIED, FORGET);

  private NoticeStatements() {}
}
