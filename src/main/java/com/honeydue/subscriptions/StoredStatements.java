package com.honeydue.subscriptions;

import com.honeydue.db.Statement;
import com.honeydue.stores.Store;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statements of what is known of subscriptions at the stores, and is to be asked there. */
final class StoredStatements {

  private static final String TABLE = "subscription_storesubscription";

  /**
   * A subscription at a store.
   *
   * @param product null while only its key is known
   */
  record Stored(long id, Store store, String key, @Nullable String product, boolean acknowledged) {

    static Stored of(Row row) {
      return new Stored(
          row.getLong(0),
          Store.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
          row.getString(2),
          row.getString(3),
          row.getBoolean(4));
    }

    /** Without what names a purchase. */
    @Override
    public String toString() {
      return "Stored[" + id + "]";
    }
  }

  /**
   * How far behind the sweep is.
   *
   * @param dueSince when the first was to be read that was not; null for none
   * @param unacknowledgedSince when the oldest was bought that is not acknowledged; null for none
   */
  record Behind(@Nullable Instant dueSince, @Nullable Instant unacknowledgedSince) {}

  /** $1 the subscription. */
  static final Statement<Stored> LOAD =
      Statement.select("loadStoreSubscription", TABLE)
          .takes(Long.class)
          .sql(
              """
              select s.id, s.store, s.store_key, s.product, s.acknowledged
              from subscription_storesubscription s
              where s.id = $1
              """)
          .map(Stored::of);

  /** $1 the subscription. */
  static final Statement<Long> ACKNOWLEDGED =
      Statement.update("acknowledgedSubscription", TABLE)
          .takes(Long.class)
          .sql(
              """
              update subscription_storesubscription s set acknowledged = true where s.id = $1 returning s.id
              """)
          .map(row -> row.getLong(0));

  /**
   * What is to be read at its store by $1, $2 at most, of which nobody else has hold. It is not
   * found again before $3, unless it is read until then.
   */
  static final Statement<Stored> DUE =
      Statement.update("dueSubscriptions", TABLE)
          .takes(OffsetDateTime.class, Integer.class, OffsetDateTime.class)
          .sql(
              """
              update subscription_storesubscription s
              set next_read_at = $3
              where s.id = any (array(
                select o.id
                from subscription_storesubscription o
                where o.next_read_at <= $1
                order by o.next_read_at
                limit $2
                for update skip locked))
              returning s.id, s.store, s.store_key, s.product, s.acknowledged
              """)
          .map(Stored::of);

  /** Those are not asked about before $2: the store does not know them. $1 subscriptions. */
  static final Statement<Long> POSTPONE =
      Statement.update("postponeSubscriptions", TABLE)
          .takes(Long[].class, OffsetDateTime.class)
          .sql(
              """
              update subscription_storesubscription s set next_read_at = $2 where s.id = any ($1) returning s.id
              """)
          .map(row -> row.getLong(0));

  /** $1 now. */
  static final Statement<Behind> BEHIND =
      Statement.select("subscriptionSweepLag", TABLE)
          .takes(OffsetDateTime.class)
          .sql(
              """
              select
                (select min(s.next_read_at) from subscription_storesubscription s where s.next_read_at <= $1),
                (select min(coalesce(s.started_at, s.created_at))
                 from subscription_storesubscription s
                 where s.store = 'google' and not s.acknowledged and s.entitlement in ('active', 'cancelled', 'grace')
                   and s.user_id is not null)
              """)
          .map(
              row ->
                  new Behind(
                      Standing.instant(row.getOffsetDateTime(0)),
                      Standing.instant(row.getOffsetDateTime(1))));

  /** Until when the refunds of a store are known. $1 store. */
  static final Statement<Instant> REFUNDS_KNOWN =
      Statement.select("refundsKnown", "subscription_refundsknown")
          .takes(String.class)
          .sql("select k.until from subscription_refundsknown k where k.store = $1")
          .map(row -> row.getOffsetDateTime(0).toInstant());

  /** $1 store, $2 until when its refunds are known. */
  static final Statement<String> KNOW_REFUNDS =
      Statement.insert("knowRefunds", "subscription_refundsknown")
          .takes(String.class, OffsetDateTime.class)
          .sql(
              """
              insert into subscription_refundsknown as k (store, until) values ($1, $2)
              on conflict (store) do update set until = greatest(k.until, excluded.until)
              returning store
              """)
          .map(row -> row.getString(0));

  static final List<Statement<?>> ALL =
      List.of(LOAD, ACKNOWLEDGED, DUE, POSTPONE, BEHIND, REFUNDS_KNOWN, KNOW_REFUNDS);

  private StoredStatements() {}
}
