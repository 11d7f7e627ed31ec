package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What residences say of their boards, against the boards themselves. */
class BoardCountsTest {

  /**
   * Every combination of states, with dates around today in every zone, with and without snooze.
   */
  private static final String EVERY_KIND =
      """
      insert into task_task (residence_id, title, cancelled, completed_at, in_progress, archived, next_due_date, snoozed_until)
      select r.id, 'Task', state & 1 > 0, case when state & 2 > 0 then now() end, state & 4 > 0, state = 15,
        case when days < 40 then current_date + days end, case when days % 3 = 0 then current_date - days end
      from residence_residence r, generate_series(0, 15) state, generate_series(-35, 40) days
      """;

  @Test
  void countsShouldBeThoseOfTheBoard() {
    try (var server = TestServer.start(Map.of())) {
      var account = server.register();
      long owner = account.getJsonObject("user").getLong("id");
      var api = server.api().as(TestServer.token(account));
      server
          .database()
          .execute(
              "update subscription_usersubscription set tier = 'pro' where user_id = " + owner);
      for (String zone : new String[] {"Pacific/Kiritimati", "UTC", "Etc/GMT+12"}) {
        api.post("/api/residences/", new JsonObject().put("name", zone).put("time_zone", zone))
            .expect(201);
      }
      server.database().execute(EVERY_KIND);

      for (int days : new int[] {1, 7, 30}) {
        var mine =
            api.get("/api/residences/my-residences/?days=" + days).json().getJsonArray("items");
        assertThat(mine).hasSize(3);
        for (int i = 0; i < mine.size(); i++) {
          var counted = mine.getJsonObject(i);
          long id = counted.getJsonObject("residence").getLong("id");
          var board = api.get("/api/tasks/by-residence/" + id + "/?days=" + days).json();
          assertThat(counted.getString("today"))
              .isEqualTo(board.getJsonArray("residences").getJsonObject(0).getString("today"));
          assertThat(counted.getJsonObject("columns").getMap())
              .as("%s, %d days", counted.getJsonObject("residence").getString("name"), days)
              .isEqualTo(
                  board.getJsonArray("columns").stream()
                      .map(JsonObject.class::cast)
                      .collect(
                          Collectors.toMap(
                              column -> column.getString("name"),
                              column -> column.getInteger("count"))));
        }
      }
    }
  }
}
