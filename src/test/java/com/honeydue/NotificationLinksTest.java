package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.notifications.SignedLinks;
import com.honeydue.testing.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be done from a mail and from a push itself, by whoever has it. */
class NotificationLinksTest extends NotifiedHousehold {

  private static final Pattern LINK =
      Pattern.compile(
          "(?s)List-Unsubscribe: <([^>]*)>.*List-Unsubscribe-Post: List-Unsubscribe=One-Click");

  @Test
  void aMailShouldTurnItsKindOffInOneClickButNotWhenItIsOpened() {
    join();
    var found = LINK.matcher(mail(owner).replaceAll("\r\n[ \t]", ""));
    assertThat(found.find()).as(mail(owner)).isTrue();
    assertThat(found.group(1)).startsWith("https://api.example.com" + ROOT + "unsubscribe/");
    String path = found.group(1).replace("https://api.example.com", "");

    Answer page = server.api().with("Accept", "text/html").get(path).expect(200);
    assertThat(page.body()).contains("<form method=\"post\">", "people who join");
    assertThat(channels(owner, "residence_shared")).contains("email\":true");

    Answer done =
        server
            .api()
            .with("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", path, BodyPublishers.ofString("List-Unsubscribe=One-Click"))
            .expect(200);
    assertThat(done.body()).contains("no more mails about people who join");
    assertThat(channels(owner, "residence_shared")).contains("email\":false", "push\":true");
    assertThat(channels(owner, "join_request")).contains("email\":true");
    server.api().post(path).expect(200);
    server.api().post(path.replace("unsubscribe/A", "unsubscribe/B")).expect(404);
  }

  @Test
  void aPushShouldCompleteItsTaskOnceAndPutItOff() {
    String token = ios(owner);
    long task = task("2026-06-01", null);
    remind(owner, task, "2026-06-01");
    var push = pushed(token);
    assertThat(push.payload().getJsonObject("aps").getString("category"))
        .isEqualTo("task_reminder");
    assertThat(push.headers()).containsEntry("apns-collapse-id", "task-" + task);
    String action = ROOT + "actions/" + push.payload().getString("action_token");

    server.api().post(action + "/snooze/").expect(204);
    assertThat(server.api().post(action + "/snooze/").expect(409).code()).isEqualTo("task_snoozed");
    server.api().post(action + "/complete/").expect(204);
    server.api().post(action + "/complete/").expect(204);

    assertThat(
            server
                .database()
                .number("select count(*) from task_taskcompletion where task_id = ?", task))
        .isEqualTo(1);
    assertThat(server.api().post(action + "/snooze/").expect(409).code())
        .isEqualTo("task_completed");
  }

  @Test
  void anActionShouldBeRefusedWhateverIsWrongWithIt() {
    long task = task("2026-06-01", null);
    String good = SignedLinks.action(owner.id(), task, "2026-06-01", "complete");
    String forged = SignedLinks.action(guest.id(), task, "2026-06-01", "complete");
    String other = SignedLinks.action(owner.id(), task, "2026-05-01", "complete");
    char letter = good.charAt(60) == 'A' ? 'B' : 'A';

    assertThat(
            server
                .api()
                .post(good.substring(0, 60) + letter + good.substring(61))
                .expect(404)
                .code())
        .isEqualTo("action_not_valid");
    assertThat(server.api().post(forged).expect(404).code()).isEqualTo("not_found");
    assertThat(server.api().post(other).expect(409).code()).isEqualTo("occurrence_not_open");
    server.api().post(ROOT + "actions/short/complete/").expect(400);
    server.database().execute("update auth_user set is_active = false where id = " + owner.id());
    assertThat(server.api().post(good).status()).isBetween(404, 409);
    assertThat(
            server
                .database()
                .number("select count(*) from task_taskcompletion where task_id = ?", task))
        .isZero();
  }

  @Test
  void membersShouldOnlyCompleteFromAPush() {
    join();
    String token = ios(guest);
    long task = task("2026-06-01", null);
    remind(guest, task, "2026-06-01");
    var push = pushed(token);
    assertThat(push.payload().getJsonObject("aps").getString("category"))
        .isEqualTo("task_reminder_member");
    String action = ROOT + "actions/" + push.payload().getString("action_token");
    server.api().post(action + "/snooze/").expect(403);
    server.api().post(action + "/complete/").expect(204);
  }
}
