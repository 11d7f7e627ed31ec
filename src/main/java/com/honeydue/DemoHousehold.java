package com.honeydue;

import com.honeydue.auth.AccountSeed;
import com.honeydue.config.DatabaseSettings;
import com.honeydue.db.Script;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The household that {@code seed} makes: two people, three homes, fifty tasks over all columns of
 * the board, dated around today. What exists already is left as it is; every run issues a new
 * token. Blocking.
 */
final class DemoHousehold {

  private static final String EMAIL = "demo@honeydue.example";
  private static final String PASSWORD = "demo household 1";

  private DemoHousehold() {}

  /**
   * Makes what is missing. Returns {@code token}, {@code email}, {@code password} and {@code
   * residence_ids} as one line of JSON.
   */
  static String seed(DatabaseSettings settings) throws Exception {
    var token = AccountSeed.token();
    String residences =
        new Script("/db/seed/demo.sql")
            .run(
                settings,
                Map.of(
                    "demo.email", EMAIL,
                    "demo.password", AccountSeed.passwordHash(PASSWORD),
                    "demo.token_hash", token.hash()));
    return new JsonObject()
        .put("token", token.text())
        .put("email", EMAIL)
        .put("password", PASSWORD)
        .put("residence_ids", new JsonArray(residences))
        .encode();
  }
}
