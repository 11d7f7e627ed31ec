package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.stores.Store;
import com.honeydue.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The database judges as this package does. */
class EntitlementInDatabaseTest {

  private static final long SEED = 20261130;
  private static final Duration LEEWAY = Duration.ofHours(24);
  private static final int SEQUENCES = 6_000;
  private static final int AT_A_TIME = 200;

  private record Judged(String entitlement, @Nullable Instant until) {}

  /** What is said of some subscriptions, part by part. */
  private record Told(
      Store store, List<String> keys, List<StoreEvent> events, List<List<StoreEvent>> parts) {}

  @Test
  void databaseShouldJudgeAsJavaDoes() throws SQLException {
    var random = new Random(SEED);
    var seen = new HashSet<String>();
    try (var database = TestDatabase.create();
        var connection = database.connect()) {
      for (int i = 0; i < SEQUENCES; i += AT_A_TIME) {
        var batch = new ArrayList<Told>();
        for (int n = i; n < i + AT_A_TIME; n++) {
          var store = random.nextBoolean() ? Store.APPLE : Store.GOOGLE;
          var sequences = new Sequences(random, store, "n" + n);
          var events = sequences.some();
          batch.add(new Told(store, sequences.keys(), events, split(random, events)));
        }
        apply(connection, batch);
        var judged = judged(connection);
        for (var told : batch) {
          var known = Known.after(told.events());
          for (var key : told.keys()) {
            var expected = known.entitlement(key);
            assertThat(judged.getOrDefault(key, new Judged("none", null)))
                .as("seed %d, %s of %s", SEED, key, told.parts())
                .isEqualTo(new Judged(expected.column(), expected.until(LEEWAY)));
            seen.add(expected.column());
          }
        }
        database.execute("truncate subscription_storesubscription, subscription_refund");
      }
    }
    assertThat(seen).as("states that were reached").hasSize(11);
  }

  /** One after the other, or some at once. */
  private static List<List<StoreEvent>> split(Random random, List<StoreEvent> events) {
    var parts = new ArrayList<List<StoreEvent>>();
    int from = 0;
    while (from < events.size()) {
      int to = from + 1 + random.nextInt(events.size() - from);
      parts.add(events.subList(from, to));
      from = to;
    }
    return parts;
  }

  /** The first part of everything, then the second, and so on. */
  private static void apply(Connection connection, List<Told> batch) throws SQLException {
    for (int round = 0; ; round++) {
      var events = new ArrayList<StoreEvent>();
      for (var told : batch) {
        if (round < told.parts().size()) {
          events.addAll(told.parts().get(round));
        }
      }
      if (events.isEmpty()) {
        return;
      }
      try (var statement =
          connection.prepareStatement(
              "select subscription_apply(?::jsonb, null, false, ?::timestamptz, interval '24"
                  + " hours', null)")) {
        statement.setString(1, Said.of(events).encode());
        statement.setString(2, Sequences.DAY.toString());
        statement.execute();
      }
    }
  }

  private static Map<String, Judged> judged(Connection connection) throws SQLException {
    var judged = new HashMap<String, Judged>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select store_key, entitlement, entitled_until from"
                    + " subscription_storesubscription")) {
      while (rows.next()) {
        var until = rows.getObject(3, OffsetDateTime.class);
        judged.put(
            rows.getString(1),
            new Judged(rows.getString(2), until == null ? null : until.toInstant()));
      }
    }
    return judged;
  }
}
