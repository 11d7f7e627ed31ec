package com.honeydue.residences;

import static com.honeydue.testing.ServiceFixture.call;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What must hold however many write at once. */
class ResidenceLimitsTest {

  @SuppressWarnings("NullAway.Init")
  private static Homes homes;

  @BeforeAll
  static void open() {
    homes = new Homes();
  }

  @AfterAll
  static void close() {
    homes.close();
  }

  @Test
  void freeTierShouldHoldOneResidenceHoweverManyAreMadeAtOnce() {
    long owner = homes.fixture.person();

    var attempts =
        homes.race(
            100,
            i ->
                call(
                    owner, "createResidence", Map.of(), new JsonObject().put("name", "Home " + i)));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(1);
    var refusals =
        attempts.stream().filter(Future::failed).map(attempt -> (Failure) attempt.cause()).toList();
    assertThat(refusals).extracting(Failure::kind).containsOnly(Failure.Kind.FORBIDDEN);
    assertThat(refusals).extracting(Failure::code).containsOnly("tier_limit_reached");
    assertThat(refusals.getFirst().details())
        .containsEntry("limit", 1)
        .containsEntry("upgrade_trigger", "second_residence");
    assertThat(homes.list(owner, 10, null).items()).hasSize(1);
  }

  @Test
  void tierLimitShouldFreeUpWhenAResidenceIsDeleted() {
    long owner = homes.fixture.person();
    var first = homes.create(owner, "First");
    homes.fixture.reply(homes.service, Homes.delete(owner, first.id()));

    var second = homes.create(owner, "Second");

    assertThat(second.isPrimary()).isTrue();
    assertThat(
            homes
                .fixture
                .failure(
                    homes.service,
                    call(owner, "createResidence", Map.of(), new JsonObject().put("name", "Third")))
                .code())
        .isEqualTo("tier_limit_reached");
  }

  @Test
  void proTierShouldHoldManyUntilItExpires() {
    long owner = homes.fixture.person();
    homes.fixture.makePro(owner);
    for (int i = 0; i < 5; i++) {
      homes.create(owner, "Home " + i);
    }

    homes
        .fixture
        .database()
        .execute(
            "update subscription_usersubscription set expires_at = now() - interval '1 second'"
                + " where user_id = "
                + owner);

    assertThat(
            homes
                .fixture
                .failure(
                    homes.service,
                    call(owner, "createResidence", Map.of(), new JsonObject().put("name", "Sixth")))
                .code())
        .isEqualTo("tier_limit_reached");
    assertThat(homes.list(owner, 10, null).items()).as("nothing is taken away").hasSize(5);
  }

  @Test
  void residencesOfOthersShouldNotCountAgainstTheLimit() {
    long owner = homes.fixture.person();
    long member = homes.fixture.person();
    homes.fixture.join(member, homes.create(owner, "Shared").id(), "member");

    assertThat(homes.create(member, "Own").role()).isEqualTo("owner");
  }

  @Test
  void oneOfManyWritesOfTheSameVersionShouldBeDone() {
    long owner = homes.fixture.person();
    var home = homes.create(owner, "Home");

    var attempts =
        homes.race(
            10,
            i ->
                ifMatch(
                    Homes.update(owner, home.id(), new JsonObject().put("name", "Name " + i)),
                    "1"));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(1);
    assertThat(
            attempts.stream()
                .filter(Future::failed)
                .map(attempt -> ((Failure) attempt.cause()).kind()))
        .containsOnly(Failure.Kind.STALE);
  }

  @Test
  void anOwnerShouldHaveOnePrimaryResidence() {
    long owner = homes.fixture.person();
    homes.fixture.makePro(owner);
    var first = homes.create(owner, "First");
    var second = homes.create(owner, "Second");
    var third = homes.create(owner, new JsonObject().put("name", "Third").put("is_primary", true));

    assertThat(first.isPrimary()).isTrue();
    assertThat(second.isPrimary()).isFalse();
    assertThat(primaries(owner)).containsExactly(third.id());

    homes.fixture.reply(
        homes.service, Homes.update(owner, second.id(), new JsonObject().put("is_primary", true)));
    assertThat(primaries(owner)).containsExactly(second.id());

    homes.fixture.reply(
        homes.service, Homes.update(owner, second.id(), new JsonObject().put("is_primary", true)));
    assertThat(primaries(owner)).as("again the same").containsExactly(second.id());

    var attempts =
        homes.race(
            20,
            i ->
                Homes.update(
                    owner,
                    (i % 2 == 0 ? first : third).id(),
                    new JsonObject().put("is_primary", true)));
    assertThat(
            attempts.stream()
                .filter(Future::failed)
                .map(attempt -> ((Failure) attempt.cause()).kind()))
        .as("losing a race is a conflict or too busy, nothing else")
        .allMatch(kind -> kind == Failure.Kind.CONFLICT || kind == Failure.Kind.UNAVAILABLE);
    assertThat(primaries(owner)).hasSize(1);
  }

  private static List<Long> primaries(long owner) {
    return homes.list(owner, 10, null).items().stream()
        .filter(Residence::isPrimary)
        .map(Residence::id)
        .toList();
  }
}
