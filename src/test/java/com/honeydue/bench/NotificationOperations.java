package com.honeydue.bench;

import com.honeydue.notifications.SignedLinks;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is done with one's notifications. */
final class NotificationOperations {

  private static final String ROOT = "/api/notifications/";

  private final Caller api;
  private final TestDatabase database;
  private final String token;
  private final long owner;
  private final LongSupplier task;

  /**
   * @param owner whose token it is
   * @param task makes one that is due on 2026-06-01
   */
  NotificationOperations(
      Caller api, TestDatabase database, String token, long owner, LongSupplier task) {
    this.api = api;
    this.database = database;
    this.token = token;
    this.owner = owner;
    this.task = task;
  }

  List<Operation> all() {
    return List.of(
        closed("listNotifications", () -> get("")),
        closed("unreadCount", () -> get("unread-count/")),
        closed("markRead", () -> post(entry() + "/read/", null)),
        closed("markAllRead", () -> post("read-all/", new JsonObject())),
        closed(
            "deleteNotification", () -> new Request("DELETE", ROOT + entry() + "/", token, null)),
        closed("sendTest", () -> post("test/", null)),
        closed("registerDevice", () -> post("devices/", device())),
        closed("listDevices", () -> get("devices/")),
        closed("updateDevice", () -> patch("devices/" + registered() + "/", "name", "Kitchen")),
        closed(
            "removeDevice",
            () -> new Request("DELETE", ROOT + "devices/" + registered() + "/", token, null)),
        closed("getPreferences", () -> get("preferences/")),
        closed("updatePreferences", () -> patch("preferences/", "digest_hour", 7)),
        open(
            "completeFromPush",
            () -> SignedLinks.action(owner, task.getAsLong(), "2026-06-01", "complete")),
        open(
            "snoozeFromPush",
            () -> SignedLinks.action(owner, task.getAsLong(), "2026-06-01", "snooze")),
        open("unsubscribe", () -> SignedLinks.unsubscribe(owner, "task_overdue")));
  }

  private static Operation open(String id, Supplier<String> path) {
    return new Operation(id, false, () -> new Request("POST", path.get(), null, null));
  }

  private static Operation closed(String id, Supplier<Request> next) {
    return new Operation(id, true, next);
  }

  private Request get(String path) {
    return new Request("GET", ROOT + path, token, null);
  }

  private Request post(String path, @Nullable JsonObject body) {
    return new Request("POST", ROOT + path, token, body);
  }

  private Request patch(String path, String field, Object value) {
    return new Request("PATCH", ROOT + path, token, new JsonObject().put(field, value));
  }

  private static JsonObject device() {
    return new JsonObject().put("provider", "fcm").put("token", "bench-" + UUID.randomUUID());
  }

  private long registered() {
    return api.call(post("devices/", device())).getLong("id");
  }

  /** A new entry of the owner's list. */
  private long entry() {
    return database.number(
        """
        insert into notifications_notification (user_id, type, subject, local_date, channel, data)
        values (?, 'task_overdue', ?, current_date, 'in_app', '{"task": "Check", "residence": "Home", "days": 3}')
        returning id
        """,
        owner,
        UUID.randomUUID().toString());
  }
}
