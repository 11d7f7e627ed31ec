package com.honeydue.subscriptions;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.config.StoreSettings;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobWork;
import com.honeydue.stores.Stores;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.AppleStorePeer;
import com.honeydue.testing.GooglePlayPeer;
import com.honeydue.testing.ServiceFixture;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The service and its jobs over a real database and the stores' peers, at a time of its own. Its
 * jobs are done when a test wants them.
 */
final class Shop implements AutoCloseable {

  static final Duration TRIAL = Duration.ofDays(14);

  private static final AtomicInteger KEYS = new AtomicInteger();

  final AppleStorePeer apple = new AppleStorePeer();
  final GooglePlayPeer google = new GooglePlayPeer();
  private final Telemetry telemetry = TelemetryStart.observed(InMemorySpanExporter.create());
  private final ServiceFixture fixture = ServiceFixture.open(SubscriptionService.STATEMENTS);
  private final Stores stores;
  private final SubscriptionService service;
  private final Map<String, JobWork> work;

  /** It begins today: certificates are looked at by that clock, too. */
  private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  Shop() {
    apple.clock(() -> now);
    google.clock(() -> now);
    var environment = new HashMap<>(apple.settings());
    environment.putAll(google.settings());
    StoreSettings settings = TestSettings.of(environment).stores();
    stores =
        fixture.on(
            lanes ->
                Future.succeededFuture(
                    Stores.open(Vertx.currentContext().owner(), settings, () -> now, telemetry)));
    service =
        fixture.service(
            lanes ->
                new SubscriptionService(
                    lanes, stores, settings.renewalLeeway(), TRIAL, () -> now, telemetry));
    work =
        fixture
            .on(
                lanes ->
                    Future.succeededFuture(
                        StoreJobs.work(
                            lanes, stores, settings.renewalLeeway(), () -> now, telemetry)))
            .stream()
            .collect(Collectors.toMap(one -> one.type().name(), one -> one));
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  ServiceFixture fixture() {
    return fixture;
  }

  /** A counter of the meters; 0 when there is none. */
  double count(String name, String... tags) {
    var counter = telemetry.meters().find(name).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  /** A key that no other subscription has. */
  static String key() {
    return Long.toString(2_000_000_000_000L + KEYS.incrementAndGet());
  }

  long person() {
    return fixture.person();
  }

  UUID token(long person) {
    return (UUID)
        Objects.requireNonNull(
            fixture
                .database()
                .column("select store_account_token from auth_user where id = ?", person)
                .getFirst());
  }

  Reply call(long person, String operation, JsonObject body) {
    return fixture.reply(service, request(person, operation, Map.of(), body));
  }

  Failure failure(long person, String operation, JsonObject body) {
    return fixture.failure(service, request(person, operation, Map.of(), body));
  }

  /** The newest of what somebody has bought. */
  Standing.Bought bought(long person) {
    return Objects.requireNonNull(status(person).subscription());
  }

  Standing status(long person) {
    return standing(call(person, "subscriptionStatus", new JsonObject()));
  }

  static Standing standing(Reply reply) {
    return (Standing) Objects.requireNonNull(reply.body());
  }

  JsonObject fromApple(String key) {
    return new JsonObject()
        .put("store", "apple")
        .put("signed_transaction", apple.signedTransaction(key));
  }

  static JsonObject fromGoogle(String key) {
    return new JsonObject().put("store", "google").put("purchase_token", key);
  }

  /** Posts what Apple has signed. */
  Future<Reply> postApple(String signedPayload) {
    return fixture.start(
        service,
        request(0, "appleWebhook", Map.of(), new JsonObject().put("signedPayload", signedPayload)));
  }

  /** Posts what Pub/Sub pushes. */
  Future<Reply> postGoogle(@Nullable String authorization, JsonObject push) {
    return fixture.start(
        service,
        request(
            0,
            "googleWebhook",
            authorization == null ? Map.of() : Map.of(Arguments.AUTHORIZATION, authorization),
            push));
  }

  /** The sweep, and whatever it leaves to be done. */
  void sweep() {
    run("subscriptions.sweep", new JsonObject());
    doJobs();
  }

  /** Everything that is to be done at the stores; what is for others stays. */
  void doJobs() {
    List<@Nullable Object> waiting;
    do {
      waiting =
          fixture
              .database()
              .column(
                  "select id::text || ' ' || type || ' ' || payload::text from jobs_outbox where"
                      + " type = any (string_to_array(?, ',')) order by created_at, id",
                  String.join(",", work.keySet()));
      for (var row : waiting) {
        String[] job = String.valueOf(row).split(" ", 3);
        run(job[1], new JsonObject(job[2]));
        fixture.database().execute("delete from jobs_outbox where id = '" + job[0] + "'");
      }
    } while (!waiting.isEmpty());
  }

  /** The outcomes, oldest first, of what this person was told. */
  List<@Nullable Object> told(long person) {
    return fixture
        .database()
        .column(
            "select payload ->> 'change' from jobs_outbox where type = 'notify.subscription' and"
                + " payload ->> 'user_id' = ? order by created_at",
            Long.toString(person));
  }

  void run(String type, JsonObject payload) {
    var handler = Objects.requireNonNull(work.get(type), type).handler();
    var job = new Job(UUID.randomUUID().toString(), type, payload, 1, now, null);
    fixture.on(lanes -> handler.run(job).map(done -> ""));
  }

  private static Call<Arguments> request(
      long person, String operation, Map<String, Object> parameters, JsonObject body) {
    return ServiceFixture.call(person, operation, parameters, body);
  }

  @Override
  public void close() {
    ServiceFixture.await(stores.close());
    fixture.close();
    apple.close();
    google.close();
  }
}
