package com.honeydue.notifications;

import com.honeydue.push.Alert;
import com.honeydue.push.PushMessage;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes pushes of what is to be told. Immutable. */
final class PushTexts {

  /** The app offers to complete a task and to put it off. */
  private static final String COMPLETE_OR_SNOOZE = "task_reminder";

  /** To complete it, which is all that members may. */
  private static final String COMPLETE = "task_reminder_member";

  private final ActionTokens tokens;
  private final InstantSource clock;

  PushTexts(ActionTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /** The push for one device; the same ids each time it is tried. */
  PushMessage message(Delivery delivery, long device, int badge) {
    var story = delivery.story();
    var texts = Story.texts(delivery.locale());
    return new PushMessage(
        id(delivery.job(), device),
        story.kind().code(),
        new Alert(
            story.title(texts),
            story.body(texts),
            category(delivery),
            delivery.residenceId() == null ? null : "residence-" + delivery.residenceId(),
            badge,
            story.kind().interruption(),
            false,
            story.kind().androidChannel()),
        collapse(delivery),
        PushMessage.Priority.HIGH,
        delivery.expires(),
        data(delivery));
  }

  private static @Nullable String category(Delivery delivery) {
    if (!delivery.story().kind().reminds()) {
      return null;
    }
    return "member".equals(delivery.role()) ? COMPLETE : COMPLETE_OR_SNOOZE;
  }

  /** What comes later about the same task takes the place of what is on the screen. */
  private static String collapse(Delivery delivery) {
    if (delivery.taskId() != null) {
      return "task-" + delivery.taskId();
    }
    return delivery.story().kind() == Kind.DAILY_DIGEST ? "digest" : delivery.job().toString();
  }

  private Map<String, String> data(Delivery delivery) {
    Map<String, String> data = new HashMap<>();
    put(data, "residence_id", delivery.residenceId());
    put(data, "task_id", delivery.taskId());
    put(data, "document_id", delivery.documentId());
    put(data, "upload_id", delivery.story().uploadId());
    put(data, "event", delivery.story().event());
    if (delivery.story().kind().reminds() && delivery.taskId() != null) {
      var occurrence = delivery.story().date("occurrence");
      put(data, "occurrence", occurrence);
      data.put(
          "action_token",
          tokens.sign(delivery.userId(), delivery.taskId(), occurrence, clock.instant()));
    }
    return data;
  }

  private static void put(Map<String, String> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value.toString());
    }
  }

  /** Of both, so that it is another on another device and the same on every try. */
  private static UUID id(UUID job, long device) {
    return UUID.nameUUIDFromBytes(
        ByteBuffer.allocate(24)
            .putLong(job.getMostSignificantBits())
            .putLong(job.getLeastSignificantBits())
            .putLong(device)
            .array());
  }
}
