package com.honeydue.subscriptions;

import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an account's subscription stands.
 *
 * @param tier which limits hold
 * @param source {@code store}, {@code trial} or {@code given}; null on the free tier
 * @param expiresAt when the tier ends unless it is renewed; null: it does not
 * @param subscription what was bought and counts; null for nothing
 * @param trial of the paid tier
 * @param accountToken what an app names to the store when somebody buys
 * @param limits of the tier
 */
record Standing(
    String tier,
    @Nullable String source,
    @Nullable Instant expiresAt,
    @Nullable Bought subscription,
    Trial trial,
    UUID accountToken,
    List<Limited> limits) {

  /**
   * A subscription at a store.
   *
   * @param state its {@link Entitlement}
   * @param willRenew whether the store will charge for another period
   * @param paidUntil the end of what is paid
   * @param graceUntil how long the store asks to go on serving
   * @param manageUrl where its customer changes or cancels it
   */
  record Bought(
      String store,
      String product,
      String period,
      String state,
      boolean willRenew,
      @Nullable Instant paidUntil,
      @Nullable Instant graceUntil,
      String manageUrl) {}

  /**
   * The trial.
   *
   * @param available whether it can be started
   * @param endsAt of one that was started
   */
  record Trial(boolean available, @Nullable Instant endsAt) {}

  /**
   * What a tier allows of something.
   *
   * @param maximum null for any number
   * @param used null where it is not the account that is counted, but each home
   */
  record Limited(
      String resource, @Nullable Integer maximum, @Nullable Long used, String upgradeTrigger) {

    static Limited of(JsonObject it) {
      return new Limited(
          it.getString("resource"),
          it.getInteger("maximum"),
          it.getLong("used"),
          it.getString("upgrade_trigger"));
    }
  }

  /** A standing with what it is made of. */
  record Shown(Standing standing, List<Scope> scopes) {

    /** Reads a row of {@code StandingStatements.STATUS}. */
    static Shown of(Row row) {
      var limits = row.getJsonArray(15).stream().map(it -> Limited.of((JsonObject) it)).toList();
      var standing =
          new Standing(
              row.getString(0),
              row.getString(1),
              instant(row.getOffsetDateTime(2)),
              bought(row),
              new Trial(row.getBoolean(12), instant(row.getOffsetDateTime(13))),
              row.getUUID(14),
              limits);
      var scopes =
          Stream.concat(
                  Stream.of(Scope.user(row.getLong(3))),
                  Arrays.stream(row.getArrayOfLongs(16)).map(Scope::residence))
              .toList();
      return new Shown(standing, scopes);
    }

    Reply reply() {
      return Reply.of(standing)
          .tagged(new Fingerprint().add(standing.toString()).tag())
          .touching(scopes);
    }
  }

  private static @Nullable Bought bought(Row row) {
    String store = row.getString(4);
    if (store == null) {
      return null;
    }
    return new Bought(
        store,
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getBoolean(8),
        instant(row.getOffsetDateTime(9)),
        instant(row.getOffsetDateTime(10)),
        row.getString(11));
  }

  static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
