package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.stores.Phase;
import com.honeydue.stores.Reading;
import com.honeydue.stores.Refund;
import com.honeydue.stores.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a subscription is good for after whatever a store may say. */
class EntitlementTest {

  private static final long SEED = 20261201;
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(30));
  private static final Instant GRACE_END = END.plus(Duration.ofDays(16));

  /**
   * Every state against everything that may be said next. A row is a state; {@code =} is the same
   * again, {@code -} stands for what only Apple says.
   */
  private static final String TABLE =
      """
      state      newer                                                                               older refunded refunded_other refunded_back replaced
      none       pending active cancelled grace hold paused expired revoked upgraded                 any   =        =              -             upgraded
      pending    pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      active     pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      cancelled  pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      grace      pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      hold       pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      paused     pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      expired    pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      refunded   pending active cancelled grace hold paused expired revoked upgraded                 =     =        =              active        upgraded
      revoked    pending active cancelled grace hold paused expired revoked upgraded                 =     refunded =              -             upgraded
      upgraded   upgraded upgraded upgraded upgraded upgraded upgraded upgraded upgraded upgraded    =     =        =              -             =
      """;

  @TestFactory
  Stream<DynamicTest> everyEventInEveryState() {
    var tests = new ArrayList<DynamicTest>();
    TABLE
        .lines()
        .skip(1)
        .map(EntitlementTest::words)
        .forEach(
            row -> {
              String state = row.getFirst();
              int column = 1;
              for (Phase phase : Phase.values()) {
                tests.add(test(state, "newer " + phase, newer(state, phase), row.get(column++)));
                String older = row.get(10).equals("any") ? phase.column() : row.get(10);
                tests.add(test(state, "older " + phase, read(phase, -1, "order-1"), older));
              }
              tests.add(test(state, "refunded", refund("order-1"), row.get(11)));
              tests.add(test(state, "refunded other", refund("order-2"), row.get(12)));
              if (!row.get(13).equals("-")) {
                tests.add(
                    test(
                        state, "refund taken back", read(Phase.ACTIVE, 2, "order-1"), row.get(13)));
              }
              tests.add(test(state, "replaced", new StoreEvent.Replaced("next", NOW), row.get(14)));
            });
    return tests.stream();
  }

  private static List<String> words(String line) {
    return Pattern.compile(" +").splitAsStream(line.strip()).toList();
  }

  @Test
  void theTableShouldHaveEveryState() {
    assertThat(TABLE.lines().skip(1).map(line -> words(line).getFirst()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Entitlement.class.getPermittedSubclasses())
                .map(type -> states().get(type))
                .toList());
  }

  @Test
  void onlyWhatIsServedShouldEntitleAndForSoLong() {
    var leeway = Duration.ofHours(24);
    Map<String, @Nullable Instant> until = new LinkedHashMap<>();
    for (var state : states().values()) {
      until.put(state, in(state).until(leeway));
    }

    assertThat(until.entrySet().stream().filter(entry -> entry.getValue() != null))
        .containsExactlyInAnyOrder(
            Map.entry("active", END.plus(leeway)),
            Map.entry("cancelled", END),
            Map.entry("grace", GRACE_END));
    assertThat(graceWithoutEnd().until(leeway)).isEqualTo(END);
  }

  @Test
  void googleShouldTellOfRefundsInItsListAlone() {
    var refunded =
        Facts.NONE
            .judged()
            .after(new StoreEvent.Read(reading(Store.GOOGLE, Phase.ACTIVE, 0, "order-1", null)))
            .after(new StoreEvent.Refunded(new Refund(Store.GOOGLE, "key", "order-1", NOW)));

    var later =
        refunded.after(
            new StoreEvent.Read(reading(Store.GOOGLE, Phase.ACTIVE, 5, "order-1", null)));
    var renewed =
        later.after(new StoreEvent.Read(reading(Store.GOOGLE, Phase.ACTIVE, 6, "order-2", null)));

    assertThat(later).isInstanceOf(Entitlement.Refunded.class);
    assertThat(renewed).isInstanceOf(Entitlement.Active.class);
  }

  @Test
  void anyOrderAndRepetitionShouldEndTheSame() {
    var random = new Random(SEED);
    var seen = new HashSet<String>();
    for (int i = 0; i < 20_000; i++) {
      var store = random.nextBoolean() ? Store.APPLE : Store.GOOGLE;
      var sequences = new Sequences(random, store, "n");
      var events = sequences.some();
      var known = Known.after(events);
      var again = new ArrayList<>(sequences.shuffled(events));
      again.addAll(sequences.shuffled(events));

      assertThat(Known.after(again).facts())
          .as("seed %d, sequence %d, %s", SEED, i, events)
          .isEqualTo(known.facts());
      sequences.keys().forEach(key -> seen.add(known.entitlement(key).column()));
    }
    assertThat(seen).as("states that were reached").hasSize(11);
  }

  private static DynamicTest test(String state, String said, StoreEvent event, String expected) {
    return DynamicTest.dynamicTest(
        state + " and " + said,
        () ->
            assertThat(in(state).after(event).column())
                .isEqualTo(expected.equals("=") ? state : expected));
  }

  /** A newer reading; one of the payment that was given back says so. */
  private static StoreEvent newer(String state, Phase phase) {
    return read(phase, 2, state.equals("refunded") ? "order-2" : "order-1");
  }

  private static Entitlement in(String state) {
    Entitlement none = Facts.NONE.judged();
    return switch (state) {
      case "none" -> none;
      case "refunded" -> none.after(read(Phase.ACTIVE, 0, "order-1")).after(refund("order-1"));
      case "upgraded" ->
          none.after(read(Phase.ACTIVE, 0, "order-1")).after(new StoreEvent.Replaced("next", NOW));
      default -> none.after(read(phase(state), 0, "order-1"));
    };
  }

  private static Entitlement graceWithoutEnd() {
    return Facts.NONE
        .judged()
        .after(
            new StoreEvent.Read(
                new Reading(
                    Store.GOOGLE,
                    "key",
                    "p",
                    Phase.GRACE,
                    NOW,
                    null,
                    null,
                    END,
                    null,
                    null,
                    null,
                    null,
                    true,
                    false,
                    null)));
  }

  private static Phase phase(String state) {
    return Stream.of(Phase.values())
        .filter(phase -> phase.column().equals(state))
        .findFirst()
        .orElseThrow();
  }

  private static StoreEvent refund(String order) {
    return new StoreEvent.Refunded(
        new Refund(Store.APPLE, "key", order, NOW.plus(Duration.ofHours(1))));
  }

  private static StoreEvent read(Phase phase, int hour, String order) {
    return new StoreEvent.Read(reading(Store.APPLE, phase, hour, order, null));
  }

  private static Reading reading(
      Store store, Phase phase, int hour, String order, @Nullable Instant refundedAt) {
    return new Reading(
        store,
        "key",
        "com.honeydue.pro.monthly",
        phase,
        NOW.plus(Duration.ofHours(hour)),
        order,
        NOW,
        END,
        phase == Phase.GRACE ? GRACE_END : null,
        refundedAt,
        null,
        null,
        true,
        false,
        null);
  }

  /** The columns of all states. */
  private static Map<Class<?>, String> states() {
    return Stream.of(
            new Entitlement.None(Facts.NONE),
            new Entitlement.Pending(Facts.NONE),
            new Entitlement.Active(Facts.NONE),
            new Entitlement.CancelledUntilExpiry(Facts.NONE),
            new Entitlement.Grace(Facts.NONE),
            new Entitlement.Hold(Facts.NONE),
            new Entitlement.Paused(Facts.NONE),
            new Entitlement.Expired(Facts.NONE),
            new Entitlement.Refunded(Facts.NONE),
            new Entitlement.Revoked(Facts.NONE),
            new Entitlement.Upgraded(Facts.NONE))
        .collect(
            Collectors.toMap(
                Object::getClass, Entitlement::column, (a, b) -> a, LinkedHashMap::new));
  }
}
