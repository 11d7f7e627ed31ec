package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.FcmPeer;
import com.honeydue.testing.SmtpPeer;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** From what somebody does to what others get of it. */
class NotificationDeliveryTest extends NotifiedHousehold {

  @Test
  void aRequestToJoinShouldReachTheOwnerAndItsDecisionWhoHasAsked() {
    String token = ios(owner);
    String android = android(guest);
    long request = ask();

    var push = pushed(token);
    assertThat(alert(push).getString("title")).endsWith("would like to join “Maple Street”");
    assertThat(push.headers()).containsEntry("apns-push-type", "alert");
    assertThat(push.payload().getJsonObject("aps").getInteger("badge")).isEqualTo(1);
    assertThat(push.payload().getString("type")).isEqualTo("join_request");
    assertThat(mail(owner)).contains("would like to join");
    assertThat(list(owner).getMap())
        .containsEntry("type", "join_request")
        .containsEntry("event", "requested")
        .containsEntry("actor_id", (int) guest.id());

    owner
        .api()
        .post(
            "/api/residences/" + home + "/join-requests/" + request + "/decide/",
            field("decision", "approve"))
        .expect(200);

    var message = toAndroid(android);
    assertThat(message.encode()).contains("Du gehörst jetzt zu „Maple Street“");
    assertThat(list(guest).getString("event")).isEqualTo("approved");
    assertThat(mail(guest)).contains("Subject:");
  }

  @Test
  void whoeverJoinsAtOnceShouldBeToldToTheOwner() {
    join();
    assertThat(list(owner).getMap())
        .containsEntry("type", "residence_shared")
        .containsEntry("event", "joined");
    assertThat(mail(owner)).contains("has joined");
  }

  @Test
  void whatIsDoneShouldBeToldToTheOthersAtHome() {
    join();
    String token = ios(owner);
    ios(guest);
    long task = task("2026-06-01", null);

    guest
        .api()
        .post("/api/tasks/" + task + "/quick-complete/", field("occurrence", "2026-06-01"))
        .expect(201);

    var push = pushed(token, "has done");
    assertThat(alert(push).getString("title")).endsWith("has done “Clean the gutters”");
    assertThat(push.payload().getJsonObject("aps").getString("interruption-level"))
        .isEqualTo("passive");
    settled();
    assertThat(types(guest)).doesNotContain("task_completed");
    assertThat(types(owner)).contains("task_completed");
  }

  @Test
  void whoeverIsGivenATaskShouldBeTold() {
    join();
    String token = ios(guest);
    long task = task("2026-06-01", guest.id());
    assertThat(alert(pushed(token)).getString("title")).endsWith("hat dir eine Aufgabe gegeben");
    assertThat(mail(guest)).contains("Clean the gutters");

    owner.api().patch("/api/tasks/" + task + "/", field("notes", "same hands")).expect(200);
    owner.api().patch("/api/tasks/" + task + "/", field("assigned_to", owner.id())).expect(200);
    owner.api().patch("/api/tasks/" + task + "/", field("assigned_to", guest.id())).expect(200);
    settled();
    assertThat(types(guest)).containsExactly("task_assigned", "task_assigned");
    assertThat(types(owner)).doesNotContain("task_assigned");
  }

  @Test
  void aDeadTokenShouldBeForgottenAndAConfigurationErrorNot() {
    android(owner);
    firebase.answer(FcmPeer.refusing(404, "UNREGISTERED"));
    test(owner);
    settled();
    assertThat(outcome(owner, "push")).isEqualTo("no_device");
    assertThat(devices(owner)).isZero();

    android(guest);
    firebase.answer(FcmPeer.refusing(403, "SENDER_ID_MISMATCH"));
    test(guest);
    Eventually.until(
        "it was tried",
        () ->
            server
                        .database()
                        .number(
                            "select count(*) from notifications_notification where outcome is null"
                                + " and channel = 'push' and user_id = ?",
                            guest.id())
                    == 1
                && firebase.taken().size() > 1);
    assertThat(devices(guest)).isEqualTo(1);
  }

  @Test
  void aRepeatShouldGoToWhoeverHasNotGotItWithTheSameIds() {
    String one = ios(owner);
    String two = ios(owner);
    apple.answer(
        (request, push) -> {
          if (push.token().equals(two) && pushesTo(two).size() == 1) {
            ApnsPeer.rejecting(500, "InternalServerError").answer(request, push);
          } else {
            ApnsPeer.accept(request);
          }
        });
    test(owner);
    Eventually.until("both have it", () -> "sent".equals(outcome(owner, "push")));

    assertThat(pushesTo(one)).hasSize(1);
    var tries = pushesTo(two);
    assertThat(tries).hasSize(2);
    assertThat(tries.get(1).headers().get("apns-id"))
        .isEqualTo(tries.get(0).headers().get("apns-id"))
        .isNotEqualTo(pushesTo(one).getFirst().headers().get("apns-id"));
    assertThat(tries.get(1).headers().get("apns-collapse-id"))
        .isEqualTo(tries.get(0).headers().get("apns-collapse-id"));
  }

  @Test
  void anAddressThatIsRefusedForGoodShouldGetNothingMoreUntilItIsAnother() {
    smtp.once(SmtpPeer.At.RCPT, "550 5.1.1 no such user");
    test(owner);
    Eventually.until("it bounced", () -> "bounced".equals(outcome(owner, "email")));
    var email = owner.api().get(ROOT + "preferences/").json().getJsonObject("email");
    assertThat(email.getBoolean("suppressed")).isTrue();
    assertThat(email.getString("suppressed_at")).isNotNull();
    assertThat(test(owner).getString("email")).isEqualTo("suppressed");
    assertThat(server.database().number("select count(*) from jobs_dead")).isZero();

    owner.api().patch("/api/auth/profile/", field("email", "new-" + owner.email())).expect(200);
    verify(owner);
    assertThat(test(owner).getString("email")).isEqualTo("queued");
    Eventually.until(
        "the new one gets it", () -> mailed("new-" + owner.email(), "This mail has arrived"));
  }

  @Test
  void whatIsNotSoAnyMoreShouldNotBePushed() {
    String token = ios(owner);
    long task = task("2026-06-01", null);
    owner
        .api()
        .post("/api/tasks/" + task + "/quick-complete/", field("occurrence", "2026-06-01"))
        .expect(201);
    remind(owner, task, "2026-06-01");
    Eventually.until("it has ended", () -> "over".equals(outcome(owner, "push")));
    assertThat(pushesTo(token)).isEmpty();
  }

  @Test
  void quietHoursShouldPutAPushOffToTheirEnd() {
    String token = ios(owner);
    var now = LocalTime.now(ZoneOffset.UTC);
    owner
        .api()
        .patch(
            ROOT + "preferences/",
            field(
                "quiet_hours",
                field("from", now.minusHours(1).toString().substring(0, 5))
                    .put("until", now.plusHours(2).toString().substring(0, 5))))
        .expect(200);
    join();
    Eventually.until("the mail came all the same", () -> mailed(owner.email(), "has joined"));
    String job =
        String.valueOf(
            server
                .database()
                .column(
                    "select job_id::text from notifications_notification where channel = 'push' and"
                        + " user_id = ?",
                    owner.id())
                .getFirst());
    Eventually.until(
        "it waits",
        () ->
            server
                    .redis()
                    .number("return redis.call('ZSCORE', 'hdj:later', '" + job + "') and 1 or 0")
                == 1);

    long minutes =
        server
            .redis()
            .number(
                "return math.floor((tonumber(redis.call('ZSCORE', 'hdj:later', '"
                    + job
                    + "')) - redis.call('TIME')[1] * 1000) / 60000)");
    assertThat(minutes).isBetween(117L, 120L);
    assertThat(
            server
                .redis()
                .number("return tonumber(redis.call('HGET', 'hdj:job:" + job + "', 'attempt'))"))
        .as("not counted as a try")
        .isZero();
    assertThat(pushesTo(token)).isEmpty();
    assertThat(test(owner).getString("push")).isEqualTo("queued");
    assertThat(pushed(token, "It works")).as("a test comes at once").isNotNull();
  }
}
