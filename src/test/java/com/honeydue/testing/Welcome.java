package com.honeydue.testing;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What {@code scripts/dev} tells once all is running. */
record Welcome(int port, JsonObject household, Map<String, String> environment) {

  String text() {
    String base = "http://localhost:" + port;
    String token = household.getString("token");
    long residence = household.getJsonArray("residence_ids").getLong(0);
    return """

    honeyDue serves on %1$s; Ctrl-C ends it.
    token     %2$s
    sign-in   %3$s / %4$s
    database  %5$s
    redis     %6$s

    curl -s -H 'Authorization: Token %2$s' %1$s/api/tasks/
    curl -s -H 'Authorization: Token %2$s' %1$s/api/residences/%7$d/
    curl -s -H 'Authorization: Token %2$s' -H 'Content-Type: application/json' -d '{"residence_id":%7$d,"title":"Clean the gutters"}' %1$s/api/tasks/
    """
        .formatted(
            base,
            token,
            household.getString("email"),
            household.getString("password"),
            environment.get("DATABASE_URL"),
            environment.get("REDIS_URL"),
            residence);
  }
}
