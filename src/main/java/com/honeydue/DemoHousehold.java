package com.honeydue;

import com.honeydue.auth.AccountSeed;
import com.honeydue.config.DatabaseSettings;
import com.honeydue.db.Script;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The household that {@code seed} makes: two people, three homes, fifty tasks over all columns of
 * the board, dated around today. What exists already is left as it is, but for the ways in: every
 * run issues a new token, and draws a new password for both people. It is printed and kept nowhere,
 * so that no database, production's least of all, has an account whose password others know.
 * Blocking.
 */
final class DemoHousehold {

  private static final String EMAIL = "demo@honeydue.example";

  private DemoHousehold() {}

  /**
   * Makes what is missing. Returns {@code token}, {@code email}, {@code password} and {@code
   * residence_ids} as one line of JSON.
   */
  static String seed(DatabaseSettings settings) throws Exception {
    var token = AccountSeed.token();
    String password = AccountSeed.password();
    String residences =
        new Script("/db/seed/demo.sql")
            .run(
                settings,
                Map.of(
                    "demo.email", EMAIL,
                    "demo.password", AccountSeed.passwordHash(password),
                    "demo.token_hash", token.hash()));
    return new JsonObject()
        .put("token", token.text())
        .put("email", EMAIL)
        .put("password", password)
        .put("residence_ids", new JsonArray(residences))
        .encode();
  }
}
