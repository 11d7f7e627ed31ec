package com.honeydue.residences;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joining where the owner decides. */
class JoinRequestsTest {

  private static final JsonObject WITH_APPROVAL = new JsonObject().put("needs_approval", true);

  @SuppressWarnings("NullAway.Init")
  private static Homes homes;

  private long owner;
  private long home;
  private String code = "";

  @BeforeAll
  static void open() {
    homes = new Homes();
  }

  @AfterAll
  static void close() {
    homes.close();
  }

  @BeforeEach
  void share() {
    owner = homes.fixture.person();
    home = homes.create(owner, "Maple Street").id();
    code = homes.share(owner, home, WITH_APPROVAL);
  }

  private long ask(long person) {
    return Objects.requireNonNull(homes.join(person, code).requestId());
  }

  private Call<Arguments> deciding(long user, long request, JsonObject body) {
    return call(user, "decideJoinRequest", Map.of("id", home, "request_id", request), body);
  }

  private Call<Arguments> approving(long request) {
    return deciding(owner, request, new JsonObject().put("decision", "approve"));
  }

  private Call<Arguments> declining(long request) {
    return deciding(owner, request, new JsonObject().put("decision", "decline"));
  }

  @SuppressWarnings("unchecked")
  private List<JoinRequest> waiting() {
    return ((Page<JoinRequest>)
            homes.fixture.body(
                homes.service, Homes.listing(owner, "listJoinRequests", home), Page.class))
        .items();
  }

  @Test
  void whoAsksShouldWaitAndTheOwnerShouldBeTold() {
    long sam = homes.fixture.person();

    var asked = homes.join(sam, code);

    assertThat(asked.status()).isEqualTo("requested");
    assertThat(waiting()).extracting(request -> request.person().id()).containsExactly(sam);
    assertThat(homes.told(owner)).containsExactly("notify.join requested");
    assertThat(homes.failure(Homes.get(sam, home)).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(homes.failure(Homes.joining(sam, code)).code()).isEqualTo("already_requested");
  }

  @Test
  void approvalShouldLetInWithTheRoleTheOwnerGives() {
    long sam = homes.fixture.person();
    long pat = homes.fixture.person();
    long samsRequest = ask(sam);
    long patsRequest = ask(pat);

    homes.fixture.reply(homes.service, approving(samsRequest));
    homes.fixture.reply(
        homes.service,
        deciding(
            owner,
            patsRequest,
            new JsonObject().put("decision", "approve").put("role", "manager")));

    assertThat(homes.read(sam, home).role()).isEqualTo("member");
    assertThat(homes.read(pat, home).role()).isEqualTo("manager");
    assertThat(waiting()).isEmpty();
    assertThat(homes.told(sam)).containsExactly("notify.join approved");
  }

  @Test
  void whoWasDeclinedShouldNeedAnotherCode() {
    long sam = homes.fixture.person();
    homes.fixture.reply(homes.service, declining(ask(sam)));

    assertThat(homes.failure(Homes.joining(sam, code)).code()).isEqualTo("request_declined");
    assertThat(homes.told(sam)).containsExactly("notify.join declined");

    code = homes.share(owner, home, WITH_APPROVAL);
    homes.fixture.reply(homes.service, approving(ask(sam)));
    assertThat(homes.read(sam, home).role()).isEqualTo("member");
  }

  @Test
  void aRequestShouldBeDecidedOnceHoweverManyDecide() {
    long sam = homes.fixture.person();
    long request = ask(sam);

    var attempts = homes.race(20, i -> i % 2 == 0 ? approving(request) : declining(request));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(1);
    assertThat(Homes.refusals(attempts)).isEqualTo(Map.of("already_decided", 19L));
    assertThat(homes.told(sam)).hasSize(1);
  }

  @Test
  void approvalsAtOnceShouldNeverExceedTheOwnersTier() {
    var requests = IntStream.range(0, 20).mapToObj(i -> ask(homes.fixture.person())).toList();

    var attempts = homes.race(20, i -> approving(requests.get(i)));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(4);
    assertThat(Homes.refusals(attempts)).isEqualTo(Map.of("tier_limit_reached", 16L));
    assertThat(waiting()).as("they wait on").hasSize(16);
  }

  @Test
  void manyTapsShouldAskOnce() {
    long sam = homes.fixture.person();

    var attempts = homes.race(30, i -> Homes.joining(sam, code));

    assertThat(Homes.refusals(attempts)).isEqualTo(Map.of("already_requested", 29L));
    assertThat(waiting()).hasSize(1);
    assertThat(homes.told(owner)).hasSize(1);
  }

  @Test
  void onlyTheOwnerShouldDecide() {
    long request = ask(homes.fixture.person());
    long manager = homes.person(home, "manager");
    long stranger = homes.fixture.person();
    var approval = new JsonObject().put("decision", "approve");
    long elsewhere = homes.fixture.person();
    long other = homes.create(elsewhere, "Other").id();

    assertThat(
            Stream.of(
                    deciding(manager, request, approval),
                    Homes.listing(manager, "listJoinRequests", home))
                .map(attempt -> homes.failure(attempt).kind()))
        .containsOnly(Failure.Kind.FORBIDDEN);
    assertThat(
            Stream.of(
                    deciding(stranger, request, approval),
                    Homes.listing(stranger, "listJoinRequests", home),
                    deciding(owner, request + 1_000, approval),
                    call(
                        elsewhere,
                        "decideJoinRequest",
                        Map.of("id", other, "request_id", request),
                        approval))
                .map(attempt -> homes.failure(attempt).kind()))
        .containsOnly(Failure.Kind.NOT_FOUND);
    assertThat(waiting()).hasSize(1);
  }

  @Test
  void requestsShouldPage() {
    var asking = IntStream.range(0, 5).mapToObj(i -> homes.fixture.person()).toList();
    asking.forEach(this::ask);

    var first = page(null);
    var second = page(first.nextCursor());
    var third = page(second.nextCursor());

    assertThat(
            Stream.of(first, second, third)
                .flatMap(page -> page.items().stream())
                .map(request -> request.person().id()))
        .containsExactlyElementsOf(asking);
    assertThat(third.nextCursor()).isNull();
  }

  @SuppressWarnings("unchecked")
  private Page<JoinRequest> page(@org.jspecify.annotations.Nullable String cursor) {
    Map<String, Object> parameters =
        cursor == null
            ? Map.of("id", home, "limit", 2L)
            : Map.of("id", home, "limit", 2L, "cursor", cursor);
    return (Page<JoinRequest>)
        homes.fixture.body(homes.service, call(owner, "listJoinRequests", parameters), Page.class);
  }
}
