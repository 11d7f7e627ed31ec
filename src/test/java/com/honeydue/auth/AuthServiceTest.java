package com.honeydue.auth;

import static com.honeydue.testing.OnLoop.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.telemetry.Names;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthServiceTest {

  private static final String PASSWORD = "correct horse battery";

  private static TestDatabase database;
  private static TestRedis redis;
  private static AuthNode node;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    redis = TestRedis.create();
    node = new AuthNode(environment());
  }

  @AfterAll
  static void close() {
    node.close();
    redis.close();
    database.close();
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
    environment.putAll(Mailbox.SETTINGS);
    environment.put("AUTH_SETTLE_AFTER", "50ms");
    environment.put("AUTH_REFRESH_GRACE", "1s");
    return environment;
  }

  @Test
  void registerShouldMakeEverythingAnAccountNeedsAndSignItIn() {
    var signedIn = await(node.register("anna", PASSWORD));
    long id = signedIn.user().id();
    assertThat(signedIn.user().email()).isEqualTo("anna@Example.com");
    assertThat(signedIn.user().emailVerified()).isFalse();
    assertThat(Duration.between(Instant.now(), signedIn.expiresAt()))
        .isBetween(Duration.ofDays(89), Duration.ofDays(90));
    assertThat(await(node.authenticate(signedIn.token())).userId()).isEqualTo(id);
    assertThat(
            database.number(
                """
                select count(*) from auth_user u
                join user_userprofile p on p.user_id = u.id and p.time_zone = 'UTC' and p.locale = 'en'
                join notifications_notificationpreference n on n.user_id = u.id
                join subscription_usersubscription s on s.user_id = u.id and s.tier = 'free'
                join user_verificationcode c on c.user_id = u.id and c.expires_at > now() + interval '9 minutes'
                join user_authtoken t on t.user_id = u.id and t.last_seen_at is not null and t.user_agent = 'test agent'
                where u.id = ? and u.password like '$argon2id$%'
                """,
                id))
        .isEqualTo(1);
  }

  @Test
  void registerShouldSealTheMailedCodeAndKeepOnlyItsHmac() {
    var signedIn = await(node.register("bert", PASSWORD));
    var mailbox = new Mailbox(database);
    var mail = mailbox.last("mail.verify_email", "bert@Example.com");
    assertThat(mail.getLong("user_id")).isEqualTo(signedIn.user().id());
    assertThat(mail.getString("locale")).isEqualTo("en");
    String code = mailbox.code("mail.verify_email", "bert@Example.com");
    assertThat(code).matches("[0-9]{6}");
    assertThat(mail.encode()).doesNotContain(code);
    byte[] mac = mailbox.mac(Codes.Purpose.VERIFY_EMAIL, code);
    assertThat(
            database.column(
                """
                select code_mac = sha256(? || convert_to('bert@example.com', 'UTF8'))
                from user_verificationcode where user_id = ?
                """,
                mac,
                signedIn.user().id()))
        .containsExactly(true);
  }

  @Test
  void registerShouldNameTheFieldThatIsTaken() {
    await(node.register("carla", PASSWORD));
    var sameName = failure(register("CARLA", "other@example.com"));
    assertThat(sameName.kind()).isEqualTo(Failure.Kind.CONFLICT);
    assertThat(sameName.code()).isEqualTo("username_taken");
    assertThat(sameName.errors()).extracting(FieldError::pointer).containsExactly("/username");
    var sameAddress = failure(register("karla", "Carla@example.COM"));
    assertThat(sameAddress.code()).isEqualTo("email_taken");
    assertThat(sameAddress.errors()).extracting(FieldError::pointer).containsExactly("/email");
    assertThat(
            database.number("select count(*) from auth_user where username in ('CARLA', 'karla')"))
        .isZero();
  }

  @Test
  void registerShouldRefuseATimeZoneThatIsNone() {
    for (String zone : new String[] {"Mars/Olympus", "+02:00", "UTC+2", "CET/", "europe/berlin"}) {
      var body =
          new JsonObject()
              .put("username", "zoe")
              .put("email", "zoe@example.com")
              .put("password", PASSWORD)
              .put("time_zone", zone);
      var failure = failure(node.send("register", Caller.ANONYMOUS, new Arguments(Map.of(), body)));
      assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/time_zone");
    }
  }

  @Test
  void loginShouldTakeTheUserNameOrTheAddressWhateverTheirCase() {
    var registered = await(node.register("dora", PASSWORD));
    for (String name : new String[] {"dora", "DORA", "dora@example.com", " Dora@EXAMPLE.com "}) {
      var signedIn = await(node.login(name, PASSWORD));
      assertThat(signedIn.user().id()).isEqualTo(registered.user().id());
      assertThat(signedIn.token()).isNotEqualTo(registered.token());
      assertThat(await(node.authenticate(signedIn.token())).userId())
          .isEqualTo(registered.user().id());
    }
  }

  @Test
  void loginShouldAnswerEveryMistakeAlikeAtTheSameCost() {
    await(node.register("emil", PASSWORD));
    await(node.register("former", PASSWORD));
    database.execute("update auth_user set is_active = false where username = 'former'");
    double before = checks();
    var wrong = failure(node.login("emil", "incorrect horse"));
    double one = checks() - before;
    var unknown = failure(node.login("nobody", PASSWORD));
    double two = checks() - before;
    var inactive = failure(node.login("former", PASSWORD));
    double three = checks() - before;
    assertThat(new double[] {one, two, three}).containsExactly(1, 2, 3);
    assertThat(wrong.kind()).isEqualTo(Failure.Kind.UNAUTHENTICATED);
    assertThat(wrong.code()).isEqualTo("invalid_credentials");
    for (var other : new Failure[] {unknown, inactive}) {
      assertThat(other.kind()).isEqualTo(wrong.kind());
      assertThat(other.code()).isEqualTo(wrong.code());
      assertThat(other.message()).isEqualTo(wrong.message());
    }
  }

  @Test
  void loginShouldLeaveNothingBehindWhenThePasswordWasWrong() {
    await(node.register("fritz", PASSWORD));
    failure(node.login("fritz", "incorrect horse"));
    failure(node.login("nobody else", "incorrect horse"));
    Eventually.until(
        "the tokens nobody was given are gone",
        () ->
            database.number("select count(*) from user_authtoken where last_seen_at is null") == 0);
    assertThat(
            database.number(
                "select count(*) from user_authtoken t join auth_user u on u.id = t.user_id where"
                    + " username = 'fritz'"))
        .isEqualTo(1);
  }

  @Test
  void tokensThatHaveEndedByThemselvesShouldBeSweptWhenAProcessFirstSettlesALogin() {
    await(node.register("expired", PASSWORD));
    database.execute(
        """
        update user_authtoken set expires_at = now() - interval '1 second'
        where user_id = (select id from auth_user where username = 'expired')
        """);
    try (var fresh = new AuthNode(environment())) {
      failure(fresh.login("expired", "incorrect horse"));
      Eventually.until(
          "its row is gone",
          () ->
              database.number("select count(*) from user_authtoken where expires_at < now()") == 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "greta, hello,"
        + " pbkdf2_sha256$180000$btQDcwXF2RoK6Q$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU=",
    "gesa, U*U, $2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
  })
  void loginShouldStoreAnOldHashAnewAndNoteTheLogin(String name, String password, String stored) {
    await(node.register(name, PASSWORD));
    database.execute(
        "update auth_user set password = '%s' where username = '%s'".formatted(stored, name));
    failure(node.login(name, PASSWORD));
    await(node.login(name, password));
    Eventually.until(
        "the hash is today's",
        () ->
            database.number(
                    "select count(*) from auth_user where username = ? and password like"
                        + " '$argon2id$%' and last_login is not null",
                    name)
                == 1);
    assertThat(await(node.login(name, password)).user().username()).isEqualTo(name);
  }

  @Test
  void loginShouldNotOverwriteAPasswordThatWasChangedMeanwhile() {
    await(node.register("hugo", PASSWORD));
    database.execute(
        "update auth_user set password ="
            + " '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW' where username ="
            + " 'hugo'");
    database.execute(
        """
        create function changed_meanwhile() returns trigger language plpgsql as $$
        begin
          update auth_user set password = 'changed' where id = new.user_id;
          return new;
        end $$
        """,
        """
        create trigger changed_meanwhile after insert on user_authtoken for each row
        when (new.device_name = 'while changing') execute function changed_meanwhile()
        """);
    var body =
        new JsonObject()
            .put("username", "hugo")
            .put("password", "U*U")
            .put("device_name", "while changing");
    await(node.send("login", Caller.ANONYMOUS, new Arguments(Map.of(), body)));
    Eventually.until(
        "the login is noted",
        () ->
            database.number(
                    "select count(*) from auth_user where username = 'hugo' and last_login is not"
                        + " null")
                == 1);
    // A second settled login is a barrier: whatever the first left to be written has been.
    await(node.register("hugos barrier", PASSWORD));
    await(node.login("hugos barrier", PASSWORD));
    Eventually.until(
        "another login is noted",
        () ->
            database.number(
                    "select count(*) from auth_user where username = 'hugos barrier' and last_login"
                        + " is not null")
                == 1);
    assertThat(database.column("select password from auth_user where username = 'hugo'"))
        .containsExactly("changed");
  }

  @Test
  void logoutShouldEndThisSessionAlone() {
    var one = await(node.register("ida", PASSWORD));
    var two = await(node.login("ida", PASSWORD));
    await(node.logout(one.token()));
    assertThat(await(node.knows(one.token()))).isFalse();
    assertThat(await(node.knows(two.token()))).isTrue();
    assertThat(
            database.number(
                "select count(*) from user_authtoken where user_id = ?", one.user().id()))
        .isEqualTo(1);
  }

  @Test
  void logoutOfAllShouldEndEverySessionAndLetTheUserSignInAgain() {
    var one = await(node.register("jan", PASSWORD));
    var two = await(node.login("jan", PASSWORD));
    var other = await(node.register("not jan", PASSWORD));
    await(node.logoutAll(two.token()));
    assertThat(await(node.knows(one.token()))).isFalse();
    assertThat(await(node.knows(two.token()))).isFalse();
    assertThat(await(node.knows(other.token()))).isTrue();
    var again = await(node.login("jan", PASSWORD));
    assertThat(await(node.knows(again.token()))).isTrue();
  }

  @Test
  void refreshShouldGiveANewTokenToTheSameSessionAndLetTheOldOneEndSoon() {
    var first = await(node.register("kai", PASSWORD));
    var before = await(node.authenticate(first.token()));
    var second = await(node.refresh(first.token()));
    var after = await(node.authenticate(second.token()));
    assertThat(after.sessionId()).isEqualTo(before.sessionId());
    assertThat(after.tokenId()).isNotEqualTo(before.tokenId());
    assertThat(await(node.knows(first.token()))).isTrue();
    Eventually.until("the old token has ended", () -> !await(node.knows(first.token())));
    assertThat(await(node.knows(second.token()))).isTrue();
  }

  @Test
  void refreshShouldWorkTwiceWhenTheFirstAnswerWasLost() {
    var first = await(node.register("lea", PASSWORD));
    var lost = await(node.refresh(first.token()));
    var second = await(node.refresh(first.token()));
    assertThat(await(node.knows(lost.token()))).isTrue();
    assertThat(await(node.knows(second.token()))).isTrue();
    await(node.logout(second.token()));
    assertThat(await(node.knows(lost.token()))).isFalse();
    assertThat(await(node.knows(first.token()))).isFalse();
  }

  @Test
  void refreshShouldRefuseASessionThatHasEnded() {
    var first = await(node.register("mia", PASSWORD));
    var caller = await(node.authenticate(first.token()));
    await(node.logout(first.token()));
    assertThat(failure(node.send("refresh", caller, Arguments.NONE)).kind())
        .isEqualTo(Failure.Kind.UNAUTHENTICATED);
  }

  @Test
  void meShouldTellTheAccountWithItsVersion() {
    var signedIn = await(node.register("nina", PASSWORD));
    var caller = await(node.authenticate(signedIn.token()));
    var reply = await(node.send("me", caller, Arguments.NONE));
    assertThat(reply.body()).isEqualTo(signedIn.user());
    assertThat(reply.tag()).isEqualTo("1");
  }

  @Test
  void authenticateShouldTakeAKeyOfTheFormerSystemUntilThatSystemEndsIt() {
    var signedIn = await(node.register("otto", PASSWORD));
    String key = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b";
    database.execute(
        "insert into user_authtoken (key, user_id, created) values ('%s', %d, now())"
            .formatted(key, signedIn.user().id()));
    assertThat(await(node.authenticate(key)).userId()).isEqualTo(signedIn.user().id());
    database.execute("delete from user_authtoken where key = '" + key + "'");
    Eventually.until("the key has ended", () -> !await(node.knows(key)));
  }

  @Test
  void authenticateShouldRefuseWhatIsNoToken() {
    for (String token :
        new String[] {"", "x", Token.fresh().text(), "0".repeat(40), "ü".repeat(40)}) {
      assertThat(await(node.knows(token))).as(token).isFalse();
    }
  }

  @Test
  void authenticateShouldRefuseATokenThatHasExpired() {
    var signedIn = await(node.register("paul", PASSWORD));
    redis.flush();
    database.execute(
        "update user_authtoken set expires_at = now() - interval '1 second' where user_id = "
            + signedIn.user().id());
    assertThat(await(node.knows(signedIn.token()))).isFalse();
  }

  private static Future<?> register(String username, String email) {
    var body =
        new JsonObject().put("username", username).put("email", email).put("password", PASSWORD);
    return node.send("register", Caller.ANONYMOUS, new Arguments(Map.of(), body));
  }

  private static Failure failure(Future<?> future) {
    return catchThrowableOfType(Failure.class, () -> await(future));
  }

  /** Passwords checked so far. */
  private static double checks() {
    return node
        .telemetry
        .meters()
        .find(Names.Metric.PASSWORD_HASHES)
        .tag(Names.Label.PURPOSE, "verify")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
