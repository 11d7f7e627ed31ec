package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import com.honeydue.testing.UploadRows;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The caller's own profile. */
class ProfileTest {

  private static final String PATH = "/api/auth/profile/";

  private static TestServer server;
  private static Mailbox mailbox;

  @BeforeAll
  static void start() {
    server = TestServer.start(Mailbox.SETTINGS);
    mailbox = new Mailbox(server.database());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatIsNamedShouldChangeAndTheRestStay() {
    var account = server.register();
    var owner = as(account);
    long face = UploadRows.insert(server.database(), id(account), "avatar");
    var changed =
        owner
            .patch(
                PATH,
                new JsonObject()
                    .put("first_name", "Zoë")
                    .put("time_zone", "America/Argentina/Buenos_Aires")
                    .put("avatar_upload_id", face))
            .expect(200);
    var expected =
        account
            .getJsonObject("user")
            .copy()
            .put("first_name", "Zoë")
            .put("time_zone", "America/Argentina/Buenos_Aires")
            .put("avatar_upload_id", face)
            .put("version", 2);
    assertThat(changed.json()).isEqualTo(expected);
    assertThat(changed.tag()).isEqualTo("\"2\"");
    assertThat(owner.get("/api/auth/me/").json()).isEqualTo(expected);

    var cleared = owner.patch(PATH, new JsonObject().putNull("avatar_upload_id")).expect(200);
    assertThat(cleared.json())
        .isEqualTo(expected.copy().putNull("avatar_upload_id").put("version", 3));
  }

  @Test
  void anAccountWithoutAProfileShouldGetOne() {
    var account = server.register();
    server.database().execute("delete from user_userprofile where user_id = " + id(account));
    var changed = as(account).patch(PATH, new JsonObject().put("locale", "de-AT")).expect(200);
    assertThat(changed.json().getString("locale")).isEqualTo("de-AT");
    assertThat(changed.json().getString("time_zone")).isEqualTo("UTC");
  }

  @Test
  void aStaleVersionShouldChangeNothing() {
    var owner = as(server.register());
    String tag = owner.get("/api/auth/me/").tag();
    owner.with("If-Match", tag).patch(PATH, new JsonObject().put("last_name", "One")).expect(200);
    var stale = owner.with("If-Match", tag).patch(PATH, new JsonObject().put("last_name", "Two"));
    assertThat(stale.expect(412).code()).isEqualTo("stale_version");
    assertThat(owner.get("/api/auth/me/").json().getString("last_name")).isEqualTo("One");
  }

  @Test
  void oneOfManyChangesOfOneVersionShouldSucceed() {
    var owner = as(server.register());
    var conditional = owner.with("If-Match", owner.get("/api/auth/me/").tag());
    var statuses =
        IntStream.range(0, 20)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                        () -> conditional.patch(PATH, named("Name " + n)).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
  }

  @Test
  void anotherAddressShouldHaveToBeVerifiedAndTheOldOneBeTold() {
    var account = server.register();
    String old = account.getJsonObject("user").getString("email");
    var owner = as(account);
    server
        .database()
        .execute("update auth_user set email_verified = true where id = " + id(account));
    var changed = owner.patch(PATH, new JsonObject().put("email", "new-" + old)).expect(200).json();
    assertThat(changed.getString("email")).isEqualTo("new-" + old);
    assertThat(changed.getBoolean("email_verified")).isFalse();
    assertThat(mailbox.code("mail.verify_email", "new-" + old)).matches("[0-9]{6}");
    assertThat(mailbox.count("mail.email_changed", old)).isOne();
    assertThat(
            server
                .database()
                .number(
                    "select count(*) from user_verificationcode where user_id = ? and email = ?",
                    id(account),
                    "new-" + old))
        .isOne();
  }

  @Test
  void theSameAddressInOtherLettersShouldStayVerified() {
    var account = server.register();
    String email = account.getJsonObject("user").getString("email");
    server
        .database()
        .execute("update auth_user set email_verified = true where id = " + id(account));
    var changed =
        as(account)
            .patch(PATH, new JsonObject().put("email", email.replace("person", "Person")))
            .expect(200)
            .json();
    assertThat(changed.getBoolean("email_verified")).isTrue();
    assertThat(changed.getString("email")).startsWith("Person");
    assertThat(mailbox.count("mail.verify_email", email)).isOne();
    assertThat(mailbox.count("mail.email_changed", email)).isZero();
  }

  @Test
  void anAddressThatIsTakenShouldBeAConflictThatNamesTheField() {
    var other = server.register().getJsonObject("user").getString("email");
    var account = server.register();
    var problem =
        as(account)
            .patch(PATH, new JsonObject().put("email", other.replace("person", "PERSON")))
            .expect(409);
    assertThat(problem.code()).isEqualTo("email_taken");
    assertThat(problem.json().getJsonArray("errors").encode()).contains("/email");
    assertThat(mailbox.count("mail.verify_email", other)).isOne();
  }

  @Test
  void whatTheContractDoesNotAllowShouldBeRefusedWithTheField() {
    var owner = as(server.register());
    for (var wrong :
        List.of(
            new JsonObject().put("time_zone", "Mars/Olympus"),
            new JsonObject().put("time_zone", "SystemV/AST4"),
            new JsonObject().put("locale", "German"),
            new JsonObject().put("email", "no address"),
            new JsonObject().put("first_name", "a\u0000b"),
            new JsonObject().putNull("last_name"),
            new JsonObject().put("avatar_upload_id", 0),
            new JsonObject().put("is_staff", true),
            new JsonObject().put("username", "another"))) {
      var problem = owner.patch(PATH, wrong).expect(400);
      assertThat(problem.json().getJsonArray("errors").encode())
          .contains("/" + wrong.fieldNames().iterator().next());
    }
  }

  private static JsonObject named(String name) {
    return new JsonObject().put("first_name", name);
  }

  private static Api as(JsonObject account) {
    return server.api().as(TestServer.token(account));
  }

  private static long id(JsonObject account) {
    return account.getJsonObject("user").getLong("id");
  }
}
