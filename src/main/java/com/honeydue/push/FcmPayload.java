package com.honeydue.push;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A push as Firebase takes it. */
final class FcmPayload {

  /** Four weeks: the longest that Firebase keeps a push. */
  private static final long LONGEST_SECONDS = 2_419_200;

  private FcmPayload() {}

  static Buffer of(String token, PushMessage message, Instant now) {
    long seconds = Duration.between(now, message.expires()).toSeconds();
    var android =
        new JsonObject()
            .put("priority", message.priority().name().toLowerCase(Locale.ROOT))
            .put("ttl", Math.clamp(seconds, 0, LONGEST_SECONDS) + "s");
    if (message.collapse() != null) {
      android.put("collapse_key", message.collapse());
    }
    var json = new JsonObject().put("token", token).put("android", android);
    var alert = message.alert();
    if (alert != null) {
      json.put(
          "notification", new JsonObject().put("title", alert.title()).put("body", alert.body()));
      android.put("notification", shown(alert, message));
    }
    var data = new JsonObject();
    message.told().forEach(data::put);
    return new JsonObject().put("message", json.put("data", data)).toBuffer();
  }

  /** The collapse key is for what waits to be delivered, the tag for what is on the screen. */
  private static JsonObject shown(Alert alert, PushMessage message) {
    var shown = new JsonObject().put("channel_id", alert.channel());
    if (message.collapse() != null) {
      shown.put("tag", message.collapse());
    }
    if (alert.badge() != null) {
      shown.put("notification_count", alert.badge());
    }
    return shown;
  }
}
