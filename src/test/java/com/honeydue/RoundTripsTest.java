package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.bench.CountedOperation;
import com.honeydue.bench.Counter;
import com.honeydue.bench.Household;
import com.honeydue.bench.Operation;
import com.honeydue.testing.PublishedContract;
import com.honeydue.testing.RoundTrips;
import com.honeydue.testing.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every operation costs on the wire to PostgreSQL: one round trip, two with a token that
 * neither the process nor Redis knows. {@code scripts/bench/roundtrips} counts the same way across
 * an ocean.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {

  /** Without the local cache, Redis alone decides whether a token is known. */
  private static final Map<String, String> NO_LOCAL_CACHE = Map.of("AUTH_LOCAL_CACHE", "0s");

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Mailbox.SETTINGS);
    settings.putAll(NO_LOCAL_CACHE);
    // What logins leave to be noted costs a trip of its own.
    settings.put("AUTH_SETTLE_AFTER", "60s");
    return settings;
  }

  private static final Set<String> WITHOUT_DATABASE =
      Set.of(
          "categories",
          "residenceTypes",
          "contract",
          "frequencies",
          "health",
          "healthLive",
          "healthReady",
          "priorities",
          "signedMedia",
          "specialties",
          "staticData",
          "unsubscribePage");

  private final TestServer server = TestServer.start(settings());
  private final ContractCaller requests = new ContractCaller(server.api());
  private final Household household = Household.register(requests, server.database());
  private final Counter counter =
      new Counter(requests, server.postgresWire(), server.redis(), Duration.ZERO, 1);

  @AfterAll
  void close() {
    server.close();
  }

  @TestFactory
  List<DynamicTest> everyOperationShouldCostOneRoundTrip() {
    return household.operations().stream()
        .map(operation -> costs(1, operation, counter::warm))
        .toList();
  }

  @TestFactory
  List<DynamicTest> everyOperationShouldCostOneMoreWithATokenNobodyHasSeen() {
    return household.operations().stream()
        .filter(Operation::authenticated)
        .map(operation -> costs(2, operation, counter::cold))
        .toList();
  }

  @Test
  void everyOperationOfTheContractShouldBeCounted() {
    var contract = new PublishedContract(server.api().get("/api/openapi.yaml").body());
    var counted =
        household.operations().stream()
            .map(operation -> operation.id().split("\\?", -1)[0])
            .distinct()
            .toList();

    assertThat(contract.operationIds())
        .filteredOn(id -> !WITHOUT_DATABASE.contains(id))
        .containsExactlyInAnyOrderElementsOf(counted);
  }

  private static DynamicTest costs(
      int expected, Operation operation, Function<Operation, CountedOperation> count) {
    return DynamicTest.dynamicTest(
        operation.id(),
        () -> {
          RoundTrips trips = count.apply(operation).trips().getFirst();
          assertThat(trips.count()).as("%s", trips).isEqualTo(expected);
          assertThat(trips.connectionsOpened()).isZero();
        });
  }
}
