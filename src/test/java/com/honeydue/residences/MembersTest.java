package com.honeydue.residences;

import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who belongs to a residence, roles, leaving, and another owner. */
class MembersTest {

  @SuppressWarnings("NullAway.Init")
  private static Homes homes;

  private long owner;
  private long home;
  private long manager;
  private long member;

  @BeforeAll
  static void open() {
    homes = new Homes();
  }

  @AfterAll
  static void close() {
    homes.close();
  }

  @BeforeEach
  void household() {
    owner = homes.fixture.person();
    home = homes.create(owner, "Maple Street").id();
    manager = homes.person(home, "manager");
    member = homes.person(home, "member");
  }

  private Call<Arguments> changingRole(long user, long person, String role) {
    return Homes.about(user, "changeRole", home, person, new JsonObject().put("role", role));
  }

  private Call<Arguments> removing(long user, long person) {
    return Homes.about(user, "removeUser", home, person, new JsonObject());
  }

  private Call<Arguments> transferring(long user, long residence, long heir) {
    return Homes.on(user, "transferOwnership", residence, new JsonObject().put("user_id", heir));
  }

  @SuppressWarnings("unchecked")
  private List<Member> people(long user) {
    return ((Page<Member>)
            homes.fixture.body(homes.service, Homes.listing(user, "listUsers", home), Page.class))
        .items();
  }

  private static long number(String sql, Object... arguments) {
    return homes.fixture.database().number(sql, arguments);
  }

  /** Those whom the residence and its people agree on. */
  private static long owners(long residence) {
    return number(
        """
        select count(*)
        from residence_residence r
        join residence_residenceuser m on m.residence_id = r.id and m.role = 'owner' and m.user_id = r.owner_id
        where r.id = ?
        """,
        residence);
  }

  @Test
  void everybodyThereShouldSeeEverybody() {
    for (long user : List.of(owner, manager, member)) {
      assertThat(people(user))
          .extracting(one -> one.person().id() + " " + one.role())
          .containsExactly(owner + " owner", manager + " manager", member + " member");
    }
    assertThat(homes.failure(Homes.listing(homes.fixture.person(), "listUsers", home)).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void aChangedRoleShouldCountAndBeNoticed() {
    long version = homes.read(member, home).version();
    var before = homes.fixture.database().column(updatedAt(member)).getFirst();

    var changed =
        homes.fixture.body(homes.service, changingRole(owner, member, "manager"), Member.class);

    assertThat(changed.role()).isEqualTo("manager");
    assertThat(changed.person().id()).isEqualTo(member);
    var seen = homes.read(member, home);
    assertThat(seen.role()).isEqualTo("manager");
    assertThat(seen.version()).isEqualTo(version + 1);
    assertThat(homes.fixture.database().column(updatedAt(member)).getFirst()).isNotEqualTo(before);

    homes.fixture.reply(homes.service, changingRole(owner, member, "manager"));
    assertThat(homes.read(member, home).version()).as("the same again").isEqualTo(version + 1);
  }

  @Test
  void aRoleOrAPlaceThatWasSeenOtherwiseShouldStay() {
    var toManager = changingRole(owner, member, "manager");

    assertThat(homes.failure(ifMatch(toManager, "2")).kind()).isEqualTo(Failure.Kind.STALE);
    var changed = homes.fixture.body(homes.service, ifMatch(toManager, "1"), Member.class);
    assertThat(changed.version()).isEqualTo(2);
    assertThat(homes.failure(ifMatch(changingRole(owner, member, "member"), "1")).kind())
        .isEqualTo(Failure.Kind.STALE);
    assertThat(homes.fixture.body(homes.service, ifMatch(toManager, "2"), Member.class).version())
        .as("the same again")
        .isEqualTo(2);
    assertThat(homes.failure(ifMatch(removing(owner, member), "1")).kind())
        .isEqualTo(Failure.Kind.STALE);
    assertThat(homes.failure(ifMatch(removing(member, member), "1")).kind())
        .isEqualTo(Failure.Kind.STALE);
    assertThat(people(owner)).extracting(Member::version).containsExactly(1L, 1L, 2L);
    homes.fixture.reply(homes.service, ifMatch(removing(member, member), "2"));
    assertThat(people(owner)).hasSize(2);
  }

  private String updatedAt(long person) {
    return "select updated_at from residence_residenceuser where residence_id = %d and user_id = %d"
        .formatted(home, person);
  }

  @Test
  void onlyTheOwnerShouldChangeRolesAndRemove() {
    long stranger = homes.fixture.person();

    assertThat(
            Stream.of(
                    changingRole(manager, member, "manager"),
                    changingRole(member, member, "manager"),
                    removing(manager, member),
                    removing(member, owner),
                    transferring(manager, home, manager))
                .map(attempt -> homes.failure(attempt).kind()))
        .containsOnly(Failure.Kind.FORBIDDEN);
    assertThat(
            Stream.of(
                    changingRole(stranger, member, "manager"),
                    changingRole(owner, stranger, "manager"),
                    removing(stranger, member),
                    removing(stranger, stranger),
                    removing(owner, stranger),
                    transferring(stranger, home, stranger),
                    transferring(owner, home, stranger))
                .map(attempt -> homes.failure(attempt).kind()))
        .containsOnly(Failure.Kind.NOT_FOUND);
    assertThat(homes.failure(changingRole(owner, owner, "member")).code())
        .isEqualTo("owner_role_fixed");
    assertThat(homes.failure(transferring(owner, home, owner)).code()).isEqualTo("already_owner");
    assertThat(people(owner)).hasSize(3);
  }

  @Test
  void whoIsRemovedShouldLoseTheHomeItsTasksAndTheCode() {
    long task =
        number(
            "insert into task_task (residence_id, title, assigned_to_id) values (?, 'Gutters', ?)"
                + " returning id",
            home,
            member);
    String code = homes.share(owner, home, new JsonObject());

    homes.fixture.reply(homes.service, removing(owner, member));

    assertThat(homes.failure(Homes.get(member, home)).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(
            number("select version from task_task where id = ? and assigned_to_id is null", task))
        .as("the task changed for everybody else")
        .isEqualTo(2);
    assertThat(homes.failure(Homes.joining(member, code)).code()).isEqualTo("share_code_not_valid");
  }

  @Test
  void everybodyButTheOwnerShouldBeAbleToLeave() {
    String code = homes.share(owner, home, new JsonObject());

    homes.fixture.reply(homes.service, removing(member, member));
    homes.fixture.reply(homes.service, removing(manager, manager));

    assertThat(homes.failure(removing(owner, owner)).code()).isEqualTo("owner_can_not_leave");
    assertThat(people(owner)).hasSize(1);
    assertThat(homes.join(member, code).status()).as("and come back").isEqualTo("joined");
  }

  @Test
  void aTransferShouldMakeAnotherOwnerAndFreeTheTier() {
    var given =
        homes.fixture.body(homes.service, transferring(owner, home, member), Residence.class);

    assertThat(given.ownerId()).isEqualTo(member);
    assertThat(given.role()).isEqualTo("manager");
    assertThat(given.version()).isEqualTo(2);
    var seen = homes.read(member, home);
    assertThat(seen.role()).isEqualTo("owner");
    assertThat(seen.isPrimary()).as("the new owner's first").isTrue();
    assertThat(homes.create(owner, "Next").isPrimary()).isTrue();
    homes.fixture.reply(homes.service, removing(owner, owner));
  }

  @Test
  void theNewOwnersTierShouldHoldTheResidence() {
    long other = homes.create(member, "Own").id();

    var failure = homes.failure(transferring(owner, home, member));

    assertThat(failure.code()).isEqualTo("tier_limit_reached");
    assertThat(failure.details()).containsEntry("upgrade_trigger", "second_residence");
    assertThat(homes.read(owner, home).role()).isEqualTo("owner");

    homes.fixture.makePro(member);
    homes.fixture.reply(homes.service, transferring(owner, home, member));
    assertThat(homes.read(member, other).isPrimary()).isTrue();
    assertThat(homes.read(member, home).isPrimary()).as("they have one").isFalse();
  }

  @Test
  void oneOwnerShouldRemainHoweverManyTransfersThereAre() {
    long[] people = {owner, manager, member};
    for (long person : people) {
      homes.fixture.makePro(person);
    }
    long second = homes.create(member, "Second").id();
    homes.fixture.join(owner, second, "member");
    homes.fixture.join(manager, second, "member");

    var attempts =
        homes.race(
            50,
            i ->
                transferring(
                    people[i % 3], i % 2 == 0 ? home : second, people[(i + 1 + i / 6 % 2) % 3]));

    assertThat(attempts.stream().filter(Future::succeeded)).isNotEmpty();
    assertThat(Homes.refusals(attempts).keySet())
        .as("nothing but a caller who is no longer the owner")
        .isSubsetOf("role_too_low", "already_owner");
    for (long residence : List.of(home, second)) {
      assertThat(owners(residence)).isEqualTo(1);
    }
    assertThat(
            number(
                """
                select count(*)
                from subscription_usage u
                where u.user_id = any (?::bigint[])
                  and u.used <> (select count(*) from residence_residence r where r.owner_id = u.user_id)
                """,
                "{%d,%d,%d}".formatted(owner, manager, member)))
        .as("what is counted is what they own")
        .isZero();
  }

  @Test
  void leavingAndBecomingTheOwnerAtOnceShouldLeaveOneOwner() {
    for (int round = 0; round < 10; round++) {
      household();
      long heir = member;
      homes.race(2, i -> i == 0 ? transferring(owner, home, heir) : removing(heir, heir));

      assertThat(owners(home)).isEqualTo(1);
    }
  }
}
