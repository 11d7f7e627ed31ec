package com.honeydue.stores;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.honeydue.telemetry.StoreNames;
import com.honeydue.testing.AppleStorePeer;
import com.honeydue.testing.GooglePlayPeer;
import com.honeydue.testing.OnLoop;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What can be seen of calls to the stores, and what must not be. */
class StoresObservedTest {

  private static final String ID = "2000000123456789";
  private static final String TOKEN = "bgkdoafkkifmcjdnpmclihhh.AO-J1Oy_secret";
  private static final UUID ACCOUNT = UUID.fromString("0b8f4c2e-7a54-4c2b-9c3a-2f5b7a1f0c11");

  private final AppleStorePeer apple = new AppleStorePeer();
  private final GooglePlayPeer google = new GooglePlayPeer();
  private final StoresFixture stores = new StoresFixture(settings());
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    logged.start();
    root.addAppender(logged);
    var until = Instant.now().plus(Duration.ofDays(30));
    apple.buy(ID, "monthly", ACCOUNT, until);
    google.buy(TOKEN, "monthly", ACCOUNT, until);
  }

  @AfterEach
  void close() {
    root.detachAppender(logged);
    stores.close();
    google.close();
    apple.close();
  }

  @Test
  void everyCallShouldBeASpanOfItsCauseAndBeTimed() {
    traced(it -> it.apple().read(ID));

    var cause = span("cause");
    var read = span("store: read");
    assertThat(read.getParentSpanId()).isEqualTo(cause.getSpanId());
    assertThat(read.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(read.getAttributes().asMap())
        .containsEntry(StoreNames.Attribute.STORE, "apple")
        .containsEntry(StoreNames.Attribute.RESULT, "ok");
    assertThat(
            stores.metric(
                "store_call_duration_seconds_count{call=\"read\",result=\"ok\",store=\"apple\"}"))
        .isEqualTo(1);
    assertThat(stores.metric("store_in_flight{store=\"apple\"}")).isZero();
    assertThat(stores.metric("worker_pool_rejected_total{pool=\"store-verify\"}")).isZero();
  }

  @Test
  void whyACallHasFailedShouldBeInItsSpan() {
    google.answer(GooglePlayPeer.refusing(403));
    traced(it -> it.google().read(TOKEN).otherwiseEmpty());

    var read = span("store: read");
    assertThat(read.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(read.getAttributes().asMap())
        .containsEntry(StoreNames.Attribute.RESULT, "misconfigured")
        .containsEntry(StoreNames.Attribute.REASON, "status_403");
    traced(it -> it.google().read(TOKEN).otherwiseEmpty());
    assertThat(lines()).filteredOn(line -> line.contains("status_403")).hasSize(1);
  }

  @Test
  void theAnswerShouldComeToTheCaller() {
    for (Function<Stores, Future<Reading>> call :
        List.<Function<Stores, Future<Reading>>>of(
            it -> it.apple().read(ID),
            it -> it.apple().verifyTransaction(apple.signedTransaction(ID)),
            it -> it.google().read(TOKEN))) {
      boolean here =
          stores.ask(
              it -> {
                var caller = ContextInternal.current();
                return call.apply(it)
                    .map(read -> Objects.equals(caller, ContextInternal.current()));
              });
      assertThat(here).isTrue();
    }
  }

  @Test
  void nothingPersonalShouldBeSeen() {
    String transaction = apple.signedTransaction(ID);
    String authorization = google.authorization();
    List<Function<Stores, Future<?>>> calls =
        List.of(
            it -> it.apple().read(ID),
            it -> it.apple().verifyTransaction(transaction),
            it -> it.apple().verifyTransaction(transaction + "x"),
            it -> it.google().read(TOKEN),
            it -> it.google().acknowledge("monthly", TOKEN),
            it -> it.google().verifyPush(authorization, google.push("m-17", 2, TOKEN)));
    for (var call : calls) {
      traced(it -> call.apply(it).otherwiseEmpty());
    }
    apple.answer(AppleStorePeer.refusing(500, 5_000_000L));
    google.answer(request -> google.cut());
    for (var call : calls) {
      traced(it -> call.apply(it).otherwiseEmpty());
    }
    apple.answer(null);
    var reading = stores.ask(it -> it.apple().read(ID));

    String seen =
        String.join("\n", lines())
            + stores.exported.getFinishedSpanItems()
            + stores.telemetry.scrape("").body()
            + reading;
    assertThat(seen).contains("store: acknowledge", "verify_push");
    for (String personal :
        List.of(ID, TOKEN, ACCOUNT.toString(), "ya29.", transaction, "eyJ", "m-17")) {
      assertThat(seen.contains(personal)).as(personal).isFalse();
    }
  }

  private <T> void traced(Function<Stores, Future<T>> call) {
    OnLoop.await(
        stores.loop.start(
            () -> {
              var cause = stores.telemetry.tracer().spanBuilder("cause").startSpan();
              try (var scope = cause.makeCurrent()) {
                assertThat(scope).isNotNull();
                return call.apply(stores.stores).onComplete(done -> cause.end());
              }
            }));
  }

  private SpanData span(String name) {
    return stores.exported.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines() {
    return List.copyOf(logged.list).stream()
        .map(event -> event.getFormattedMessage() + event.getKeyValuePairs())
        .collect(Collectors.toList());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = apple.settings();
    settings.putAll(google.settings());
    settings.put("STORES_CIRCUIT_FAILURES", "100");
    return settings;
  }
}
