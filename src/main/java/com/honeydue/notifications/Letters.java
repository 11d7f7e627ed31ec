package com.honeydue.notifications;

import com.honeydue.bus.Money;
import com.honeydue.mail.model.ChannelTest;
import com.honeydue.mail.model.JoinDecided;
import com.honeydue.mail.model.JoinRequested;
import com.honeydue.mail.model.Letter;
import com.honeydue.mail.model.MemberJoined;
import com.honeydue.mail.model.ReportReady;
import com.honeydue.mail.model.SubscriptionChanged;
import com.honeydue.mail.model.TaskAssigned;
import com.honeydue.mail.model.TaskCompleted;
import com.honeydue.mail.model.TaskDueSoon;
import com.honeydue.mail.model.TaskOverdue;
import com.honeydue.mail.model.WarrantyExpiring;
import com.honeydue.notifications.DeliveryStatements.Due;
import com.honeydue.notifications.DeliveryStatements.Mailed;
import com.honeydue.notifications.DeliveryStatements.ToldFile;
import com.honeydue.storage.PublicLinks;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes letters of what is to be told. Immutable. */
final class Letters {

  private final UnsubscribeTokens tokens;
  private final PublicLinks files;

  Letters(UnsubscribeTokens tokens, PublicLinks files) {
    this.tokens = tokens;
    this.files = files;
  }

  /** What the mail says; null if there is nothing to be said any more. */
  @Nullable Letter of(Mailed mailed, List<Due> tasks, Instant now) {
    var delivery = mailed.delivery();
    var story = delivery.story();
    long task = orZero(delivery.taskId());
    long home = orZero(delivery.residenceId());
    String title = story.text("task");
    String residence = story.text("residence");
    String by = story.actorOr(Story.texts(delivery.locale()));
    return switch (story.kind()) {
      case TASK_DUE_SOON ->
          new TaskDueSoon(title, task, residence, date(story, "due"), date(story, "on"));
      case TASK_OVERDUE ->
          new TaskOverdue(title, task, residence, date(story, "due"), date(story, "on"));
      case TASK_COMPLETED ->
          new TaskCompleted(
              title,
              task,
              residence,
              by,
              date(story, "on"),
              cost(story.data()),
              story.date("next"));
      case TASK_ASSIGNED -> new TaskAssigned(title, task, residence, by, story.date("due"));
      case RESIDENCE_SHARED, JOIN_REQUEST -> joining(story, by, residence, home);
      case WARRANTY_EXPIRING ->
          new WarrantyExpiring(
              story.text("item"),
              orZero(delivery.documentId()),
              residence,
              date(story, "ends"),
              story.number("days"));
      case DAILY_DIGEST -> Digest.of(tasks, now.atZone(delivery.zone()).toLocalDate());
      case SUBSCRIPTION -> subscription(story);
      case REPORT_READY -> report(delivery, mailed.file(), residence, now);
      case TEST -> new ChannelTest();
    };
  }

  /** Where mails of this kind are turned off; null if they can not be. */
  @Nullable URI unsubscribe(Delivery delivery) {
    var story = delivery.story();
    return story.kind() == Kind.TEST
        ? null
        : tokens.link(delivery.userId(), story.kind(), Story.texts(delivery.locale()).language());
  }

  private static Letter joining(Story story, String by, String residence, long home) {
    return switch (Objects.requireNonNullElse(story.event(), "")) {
      case "requested" -> new JoinRequested(by, residence, home);
      case "joined" -> new MemberJoined(by, residence, home);
      case "approved" -> new JoinDecided(residence, home, true);
      default -> new JoinDecided(residence, home, false);
    };
  }

  private static SubscriptionChanged subscription(Story story) {
    var change =
        SubscriptionChanged.Change.valueOf(
            Objects.requireNonNull(story.event()).toUpperCase(Locale.ROOT));
    return change == SubscriptionChanged.Change.REFUNDED
        ? new SubscriptionChanged(change, null, cost(story.data()))
        : new SubscriptionChanged(change, story.date("until"), null);
  }

  /** With a link for whoever has the mail, which lives as long as the mail is worth reading. */
  private @Nullable ReportReady report(
      Delivery delivery, @Nullable ToldFile file, String residence, Instant now) {
    if (file == null) {
      return null;
    }
    var life = Duration.between(now, delivery.expires());
    return new ReportReady(
        residence,
        ReportReady.Format.valueOf(
            delivery.story().data().getString("format", "pdf").toUpperCase(Locale.ROOT)),
        files.to(file.key(), "home-history-" + file.id(), file.mediaType(), life),
        delivery.expires(),
        delivery.zone());
  }

  private static @Nullable Money cost(JsonObject data) {
    return Money.ofColumns(data.getLong("cost_minor"), data.getString("cost_currency"));
  }

  private static LocalDate date(Story story, String key) {
    return Objects.requireNonNull(story.date(key), key);
  }

  private static long orZero(@Nullable Long id) {
    return id == null ? 0 : id;
  }
}
