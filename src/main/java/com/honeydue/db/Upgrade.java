package com.honeydue.db;

import com.honeydue.bus.Failure;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an app shows to whoever has reached a limit, in their language.
 *
 * @param key which prompt it is
 */
record Upgrade(String key, Words words) {

  /** The words of a prompt. */
  record Words(String title, String message, String button) {}

  /** Reads what {@code tier_upgrade()} writes; null or nothing where no limit is concerned. */
  static @Nullable Upgrade of(@Nullable String written) {
    if (written == null || written.isEmpty()) {
      return null;
    }
    var json = new JsonObject(written);
    return new Upgrade(
        json.getString("key"),
        new Words(json.getString("title"), json.getString("message"), json.getString("button")));
  }

  /** The same failure, which says what to show. */
  Failure shownWith(Failure failure) {
    return failure.detail("upgrade_trigger", key).detail("upgrade", words);
  }
}
