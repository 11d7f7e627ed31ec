package com.honeydue.notifications;

import com.honeydue.push.Alert.Interruption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What somebody can be told; the table {@code notifications_type} has the same. Links in mails know
 * them by their number.
 */
enum Kind {
  TASK_DUE_SOON(1, "reminders", Interruption.ACTIVE, Duration.ofHours(20)),
  TASK_OVERDUE(2, "reminders", Interruption.ACTIVE, Duration.ofHours(20)),
  TASK_COMPLETED(3, "activity", Interruption.PASSIVE, Duration.ofDays(1)),
  TASK_ASSIGNED(4, "activity", Interruption.ACTIVE, Duration.ofDays(3)),
  RESIDENCE_SHARED(5, "sharing", Interruption.ACTIVE, Duration.ofDays(3)),
  JOIN_REQUEST(6, "sharing", Interruption.ACTIVE, Duration.ofDays(3)),
  WARRANTY_EXPIRING(7, "reminders", Interruption.ACTIVE, Duration.ofDays(3)),
  DAILY_DIGEST(8, "reminders", Interruption.PASSIVE, Duration.ofHours(12)),
  SUBSCRIPTION(9, "account", Interruption.ACTIVE, Duration.ofDays(3)),
  REPORT_READY(10, "account", Interruption.ACTIVE, Duration.ofDays(1)),
  TEST(11, "account", Interruption.ACTIVE, Duration.ofHours(1));

  private static final Map<String, Kind> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Kind::code, Function.identity()));

  private static final Map<Integer, Kind> BY_NUMBER =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Kind::number, Function.identity()));

  private final int number;
  private final String androidChannel;
  private final Interruption interruption;
  private final Duration useful;

  Kind(int number, String androidChannel, Interruption interruption, Duration useful) {
    this.number = number;
    this.androidChannel = androidChannel;
    this.interruption = interruption;
    this.useful = useful;
  }

  /** The kind with this code, which has to exist. */
  static Kind of(String code) {
    var kind = BY_CODE.get(code);
    if (kind == null) {
      throw new IllegalArgumentException("no kind of notification: " + code);
    }
    return kind;
  }

  /** The kind with this number, which has to exist. */
  static Kind numbered(int number) {
    return Objects.requireNonNull(BY_NUMBER.get(number));
  }

  /** Never another's, from 1. */
  int number() {
    return number;
  }

  /** As in the database, the API and labels. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of the notification channels that the Android app has. */
  String androidChannel() {
    return androidChannel;
  }

  Interruption interruption() {
    return interruption;
  }

  /** After so long it is not worth delivering any more, by push or by mail. */
  Duration useful() {
    return useful;
  }

  /** Whether it is about one task that is to be done, and can be answered with that. */
  boolean reminds() {
    return this == TASK_DUE_SOON || this == TASK_OVERDUE;
  }
}
