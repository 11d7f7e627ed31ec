package com.honeydue.residences;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Codes, and who gets in with them. */
class SharingTest {

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

  /** A home of a pro account, which holds any number of people. */
  private record Home(long owner, long id) {}

  private static Home home() {
    long owner = homes.fixture.person();
    homes.fixture.makePro(owner);
    return new Home(owner, homes.create(owner, "Maple Street").id());
  }

  private static JsonObject code() {
    return new JsonObject();
  }

  private static ShareCode shown(Home home) {
    return homes.fixture.body(
        homes.service, Homes.on(home.owner(), "getShareCode", home.id()), ShareCode.class);
  }

  private static void set(Home home, String assignment) {
    homes
        .fixture
        .database()
        .execute(
            "update residence_sharecode set %s where residence_id = %d"
                .formatted(assignment, home.id()));
  }

  private static List<String> members(Home home) {
    return homes
        .fixture
        .database()
        .column(
            "select user_id || ' ' || role from residence_residenceuser where residence_id = ?"
                + " order by id",
            home.id())
        .stream()
        .map(String::valueOf)
        .toList();
  }

  @Test
  void codesShouldBeReadableAndRandom() {
    var codes = Stream.generate(ShareCode::fresh).limit(5_000).toList();

    assertThat(codes).allMatch(code -> code.matches("[2-9A-HJ-NP-Z]{6}"));
    assertThat(codes.stream().distinct().count()).isGreaterThan(4_980);
    assertThat(codes.stream().flatMapToInt(String::chars).distinct().count()).isEqualTo(32);
  }

  @Test
  void aCodeShouldLiveADayAndGiveWayToTheNext() {
    var home = home();

    String first = homes.share(home.owner(), home.id(), code());
    var made = shown(home);
    assertThat(made.code()).isEqualTo(first);
    assertThat(made.role()).isEqualTo("member");
    assertThat(made.needsApproval()).isFalse();
    assertThat(made.maxUses()).isNull();
    assertThat(Duration.between(made.createdAt(), made.expiresAt()))
        .isEqualTo(Duration.ofHours(24));

    String second =
        homes.share(
            home.owner(),
            home.id(),
            code().put("role", "manager").put("max_uses", 3).put("expires_in_hours", 48));
    assertThat(second).isNotEqualTo(first);
    assertThat(shown(home).maxUses()).isEqualTo(3);
    assertThat(homes.failure(Homes.joining(homes.fixture.person(), first)).code())
        .isEqualTo("share_code_not_valid");
    assertThat(homes.join(homes.fixture.person(), second).role()).isEqualTo("manager");
    assertThat(shown(home).uses()).isEqualTo(1);
  }

  @Test
  void onlyTheOwnerShouldHaveACodeMailedAndOnlyOneThatLetsSomebodyIn() {
    var home = home();
    long manager = homes.fixture.person();
    var invitation = new JsonObject().put("email", "Guest@Example.com");
    var inviting = Homes.on(home.owner(), "inviteByMail", home.id(), invitation);
    assertThat(homes.failure(inviting).code()).isEqualTo("no_share_code");
    String code =
        homes.share(home.owner(), home.id(), code().put("role", "manager").put("max_uses", 2));
    homes.join(manager, code);

    assertThat(homes.failure(Homes.on(manager, "inviteByMail", home.id(), invitation)).code())
        .isEqualTo("role_too_low");
    assertThat(
            homes
                .failure(Homes.on(homes.fixture.person(), "inviteByMail", home.id(), invitation))
                .kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
    homes.fixture.reply(homes.service, inviting);

    assertThat(homes.told(home.owner())).contains("mail.share_invite");
    assertThat(
            homes
                .fixture
                .database()
                .column(
                    "select concat_ws(' ', payload ->> 'email', payload ->> 'locale', position(? in"
                        + " payload::text)) from jobs_outbox where type = 'mail.share_invite'",
                    code))
        .as("the code is in no row")
        .containsExactly("Guest@Example.com en 0");
    set(home, "uses = 2");
    assertThat(homes.failure(inviting).code()).isEqualTo("no_share_code");
  }

  @Test
  void joiningShouldGiveTheCodesRoleAndTellTheOwner() {
    var home = home();
    long sam = homes.fixture.person();
    String code = homes.share(home.owner(), home.id(), code());

    var joined = homes.join(sam, code.toLowerCase(Locale.ROOT));

    assertThat(joined).isEqualTo(new Joining("joined", home.id(), "Maple Street", "member", null));
    assertThat(homes.read(sam, home.id()).role()).isEqualTo("member");
    assertThat(homes.told(home.owner())).containsExactly("notify.join joined");
    var again = homes.failure(Homes.joining(sam, code));
    assertThat(again.kind()).isEqualTo(Failure.Kind.CONFLICT);
    assertThat(again.code()).isEqualTo("already_member");
    assertThat(homes.failure(Homes.joining(home.owner(), code)).code()).isEqualTo("already_member");
    assertThat(shown(home).uses()).as("a refused attempt is no use").isEqualTo(1);
  }

  @Test
  void codesThatLetNobodyInShouldAllLookTheSame() {
    var expired = home();
    String expiredCode = homes.share(expired.owner(), expired.id(), code());
    set(expired, "expires_at = now()");
    var usedUp = home();
    String usedUpCode = homes.share(usedUp.owner(), usedUp.id(), code().put("max_uses", 1));
    long first = homes.fixture.person();
    homes.join(first, usedUpCode);
    var revoked = home();
    String revokedCode = homes.share(revoked.owner(), revoked.id(), code());
    homes.fixture.reply(homes.service, Homes.on(revoked.owner(), "revokeShareCode", revoked.id()));

    var failures =
        Stream.of(expiredCode, usedUpCode, revokedCode, "222222")
            .map(code -> homes.failure(Homes.joining(homes.fixture.person(), code)))
            .toList();

    assertThat(failures).extracting(Failure::kind).containsOnly(Failure.Kind.NOT_FOUND);
    assertThat(failures).extracting(Failure::code).containsOnly("share_code_not_valid");
    assertThat(failures).extracting(Failure::message).containsOnly(failures.getFirst().message());
    for (var home : List.of(expired, usedUp, revoked)) {
      assertThat(homes.failure(Homes.on(home.owner(), "getShareCode", home.id())).kind())
          .isEqualTo(Failure.Kind.NOT_FOUND);
    }
    assertThat(homes.failure(Homes.joining(first, usedUpCode)).code())
        .as("whoever got in with it is told so")
        .isEqualTo("already_member");
  }

  @Test
  void joinsAtOnceShouldNeverExceedTheUses() {
    var home = home();
    String code = homes.share(home.owner(), home.id(), code().put("max_uses", 7));
    var people = IntStream.range(0, 100).mapToObj(i -> homes.fixture.person()).toList();

    var attempts = homes.race(100, i -> Homes.joining(people.get(i), code));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(7);
    assertThat(Homes.refusals(attempts)).isEqualTo(Map.of("share_code_not_valid", 93L));
    assertThat(members(home)).hasSize(8);
  }

  @Test
  void joinsAtOnceShouldNeverExceedTheOwnersTier() {
    long owner = homes.fixture.person();
    var home = new Home(owner, homes.create(owner, "Small").id());
    String code = homes.share(owner, home.id(), code().put("max_uses", 50));
    var people = IntStream.range(0, 100).mapToObj(i -> homes.fixture.person()).toList();

    var attempts = homes.race(100, i -> Homes.joining(people.get(i), code));

    assertThat(members(home)).hasSize(5);
    assertThat(Homes.refusals(attempts)).isEqualTo(Map.of("tier_limit_reached", 96L));
    assertThat(shown(home).uses()).isEqualTo(4);
    assertThat(homes.failure(Homes.joining(homes.fixture.person(), code)).details())
        .containsEntry("limit", 5)
        .containsEntry("upgrade_trigger", "more_members");
  }

  @Test
  void onePersonsManyTapsShouldJoinOnce() {
    var home = home();
    long sam = homes.fixture.person();
    String code = homes.share(home.owner(), home.id(), code().put("max_uses", 10));

    var attempts = homes.race(40, i -> Homes.joining(sam, code));

    assertThat(Homes.refusals(attempts)).isEqualTo(Map.of("already_member", 39L));
    assertThat(shown(home).uses()).isEqualTo(1);
    assertThat(homes.told(home.owner())).hasSize(1);
  }

  @Test
  void onlyTheOwnerShouldShare() {
    var home = home();
    long manager = homes.person(home.id(), "manager");
    long stranger = homes.fixture.person();
    homes.share(home.owner(), home.id(), code());

    for (String operation : List.of("generateShareCode", "getShareCode", "revokeShareCode")) {
      assertThat(homes.failure(Homes.on(manager, operation, home.id())).kind())
          .as(operation)
          .isEqualTo(Failure.Kind.FORBIDDEN);
      assertThat(homes.failure(Homes.on(stranger, operation, home.id())).kind())
          .as(operation)
          .isEqualTo(Failure.Kind.NOT_FOUND);
    }
  }
}
