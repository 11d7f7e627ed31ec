package com.honeydue.subscriptions;

import com.honeydue.db.JobRows.JobRow;
import com.honeydue.db.Statement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The statements that change what accounts are entitled to. */
final class ApplyStatements {

  private static final String STORED = "subscription_storesubscription";
  private static final String ACCOUNTS = "subscription_usersubscription";

  /**
   * How a change of one's own subscription ended.
   *
   * @param left the jobs that it has left
   */
  record Ended(String outcome, List<JobRow> left) {
    static Ended of(JsonObject returned) {
      return new Ended(returned.getString("outcome"), Applied.left(returned));
    }
  }

  /**
   * Accounts whose tier has ended.
   *
   * @param found how many were looked at
   */
  record Settled(int found, Applied applied) {}

  /**
   * $1 what is said, $2 the account that has brought it, or null, $3 whether that asks for what
   * others have, $4 now, $5 the leeway in seconds, $6 the trace.
   */
  static final Statement<Applied> APPLY =
      Statement.update("applyToSubscriptions", STORED)
          .takes(
              JsonArray.class,
              Long.class,
              Boolean.class,
              OffsetDateTime.class,
              Long.class,
              String.class)
          .sql(
              """
              select a.applied
              from subscription_apply($1::jsonb, $2, $3, $4, $5::bigint * interval '1 second', $6) a (applied)
              """)
          .map(row -> Applied.of(row.getJsonObject(0)))
          .leavingAsTold(Applied::left);

  /** $1 now, $2 how many at most, $3 the trace. */
  static final Statement<Settled> SETTLE_ENDED =
      Statement.update("settleEndedTiers", ACCOUNTS)
          .takes(OffsetDateTime.class, Integer.class, String.class)
          .sql("select e.ended from subscription_settle_ended($1, $2, $3) e (ended)")
          .map(
              row ->
                  new Settled(
                      row.getJsonObject(0).getInteger("found"), Applied.of(row.getJsonObject(0))))
          .leavingAsTold(settled -> settled.applied().left());

  /** $1 user, $2 tier, $3 now, $4 the trial's end, $5 the trace. */
  static final Statement<Ended> START_TRIAL =
      Statement.update("startTrial", ACCOUNTS)
          .takes(Long.class, String.class, OffsetDateTime.class, OffsetDateTime.class, String.class)
          .sql("select t.ended from subscription_start_trial($1, $2, $3, $4, $5) t (ended)")
          .map(row -> Ended.of(row.getJsonObject(0)))
          .leavingAsTold(Ended::left);

  /** $1 user, $2 now, $3 the id of the job that tells the store, $4 the trace. */
  static final Statement<Ended> CANCEL =
      Statement.update("cancelSubscription", STORED)
          .takes(Long.class, OffsetDateTime.class, UUID.class, String.class)
          .leaves("subscriptions.cancel", 3)
          .sql("select c.ended from subscription_cancel($1, $2, $3, $4) c (ended)")
          .map(row -> Ended.of(row.getJsonObject(0)))
          .leavingAsTold(Ended::left);

  static final List<Statement<?>> ALL = List.of(APPLY, SETTLE_ENDED, START_TRIAL, CANCEL);

  private ApplyStatements() {}
}
