package com.honeydue.mail;

import com.honeydue.bus.Money;
import com.honeydue.mail.model.AccountDeleted;
import com.honeydue.mail.model.ChannelTest;
import com.honeydue.mail.model.EmailChanged;
import com.honeydue.mail.model.ExportReady;
import com.honeydue.mail.model.HomeTasks;
import com.honeydue.mail.model.JoinDecided;
import com.honeydue.mail.model.JoinRequested;
import com.honeydue.mail.model.Letter;
import com.honeydue.mail.model.MemberJoined;
import com.honeydue.mail.model.PasswordChanged;
import com.honeydue.mail.model.ReportReady;
import com.honeydue.mail.model.ResetPassword;
import com.honeydue.mail.model.Role;
import com.honeydue.mail.model.ShareInvite;
import com.honeydue.mail.model.SubscriptionChanged;
import com.honeydue.mail.model.TaskAssigned;
import com.honeydue.mail.model.TaskCompleted;
import com.honeydue.mail.model.TaskDigest;
import com.honeydue.mail.model.TaskDueSoon;
import com.honeydue.mail.model.TaskLine;
import com.honeydue.mail.model.TaskOverdue;
import com.honeydue.mail.model.Verification;
import com.honeydue.mail.model.WarrantyExpiring;
import com.honeydue.mail.model.Welcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every letter at least once, each way that it can look. */
final class SampleLetters {

  static final Instant AT = Instant.parse("2026-11-24T09:05:00Z");
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  static final AppLinks LINKS = new AppLinks("https://app.example.com/");

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final URI FILE =
      URI.create("https://files.example.com/r/3f9a?signature=abc%2Bdef&expires=1795600000");

  private SampleLetters() {}

  /** By a name that tells the ways of one template apart. */
  static Map<String, Letter> all() {
    return all("Lakeside House", "Clean the gutters", "Marta Núñez");
  }

  /** One of them. */
  static Letter of(String name) {
    return Objects.requireNonNull(all().get(name), name);
  }

  /** The same about these. */
  static Map<String, Letter> all(String home, String task, String person) {
    Map<String, Letter> all = new LinkedHashMap<>();
    all.put("welcome", new Welcome());
    all.put("verification", new Verification("042917", TEN_MINUTES));
    all.put("reset_password", new ResetPassword("730018", TEN_MINUTES));
    all.put("email_changed", new EmailChanged(AT, ZONE));
    all.put("password_changed", new PasswordChanged(AT, ZONE));
    all.put("account_deleted", new AccountDeleted(AT, ZONE));
    all.put(
        "share_invite",
        new ShareInvite(person, home, Role.MANAGER, "K7QX4M", AT.plusSeconds(86_400), ZONE));
    all.put("join_requested", new JoinRequested(person, home, 12));
    all.put("member_joined", new MemberJoined(person, home, 12));
    all.put("channel_test", new ChannelTest());
    all.put("join_decided-accepted", new JoinDecided(home, 12, true));
    all.put("join_decided-declined", new JoinDecided(home, 12, false));
    all.put("task_digest", digest(home, task));
    all.put("task_digest-one", new TaskDigest(TODAY, List.of(home(home, task, 0, 1, 0))));
    all.put("task_due_soon", new TaskDueSoon(task, 7, home, TODAY.plusDays(3), TODAY));
    all.put("task_due_soon-today", new TaskDueSoon(task, 7, home, TODAY, TODAY));
    all.put("task_overdue", new TaskOverdue(task, 7, home, TODAY.minusDays(9), TODAY));
    all.put(
        "task_completed",
        new TaskCompleted(
            task, 7, home, person, TODAY, new Money(129_50, "EUR"), TODAY.plusMonths(6)));
    all.put("task_completed-once", new TaskCompleted(task, 7, home, person, TODAY, null, null));
    all.put("task_assigned", new TaskAssigned(task, 7, home, person, TODAY.plusDays(12)));
    all.put("task_assigned-no_date", new TaskAssigned(task, 7, home, person, null));
    for (int days : new int[] {90, 30, 7, 0}) {
      all.put(
          "warranty_expiring-" + days,
          new WarrantyExpiring("Dishwasher", 33, home, TODAY.plusDays(days), days));
    }
    for (var format : ReportReady.Format.values()) {
      all.put(
          "report_ready-" + format,
          new ReportReady(home, format, FILE, AT.plusSeconds(86_400), ZONE));
    }
    all.put("export_ready", new ExportReady(FILE, AT.plusSeconds(86_400), ZONE));
    all.put("subscription_changed-grace", subscription("GRACE", TODAY.plusDays(16), null));
    all.put("subscription_changed-grace-open", subscription("GRACE", null, null));
    all.put("subscription_changed-expired", subscription("EXPIRED", TODAY.minusDays(1), null));
    all.put(
        "subscription_changed-refunded", subscription("REFUNDED", null, new Money(2_999, "USD")));
    return all;
  }

  private static Letter subscription(
      String change, @Nullable LocalDate until, @Nullable Money amount) {
    return new SubscriptionChanged(SubscriptionChanged.Change.valueOf(change), until, amount);
  }

  private static TaskDigest digest(String home, String task) {
    return new TaskDigest(
        TODAY,
        List.of(home(home, task, 2, 1, 15), home("Grandma’s flat", "Read the meters", 0, 0, 2)));
  }

  static HomeTasks home(String home, String task, int overdue, int today, int week) {
    return new HomeTasks(
        home, 12, tasks(task, overdue, -8), tasks(task, today, 0), tasks(task, week, 2));
  }

  private static List<TaskLine> tasks(String task, int count, int days) {
    List<String> titles =
        List.of(
            task,
            "Change the filter of the ventilation on the upper floor, both rooms",
            "Test smoke alarms",
            "Bleed the radiators");
    return IntStream.range(0, count)
        .mapToObj(i -> new TaskLine(100 + i, titles.get(i % 4), TODAY.plusDays(days)))
        .toList();
  }
}
