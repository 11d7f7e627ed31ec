package com.honeydue.push;

import org.jspecify.annotations.Nullable;

/**
 * What a person is shown. All texts are in the person's language already.
 *
 * @param category names the actions that the app offers with it; {@code null} for none
 * @param thread what it is grouped with on the screen; {@code null} for nothing
 * @param badge the number at the app's icon; {@code null} leaves it as it is
 * @param interruption how much it may disturb
 * @param mutable whether the app may change it before it is shown (Apple alone)
 * @param channel the notification channel it belongs to (Android alone)
 */
public record Alert(
    String title,
    String body,
    @Nullable String category,
    @Nullable String thread,
    @Nullable Integer badge,
    Interruption interruption,
    boolean mutable,
    String channel) {

  /** How much an alert may disturb. On Android its channel decides that. */
  public enum Interruption {
    /** Shown in the list alone, without a sound. */
    PASSIVE,
    ACTIVE,
    /** Also while the person does not want to be disturbed. */
    TIME_SENSITIVE
  }

  public Alert {
    if (title.isBlank() && body.isBlank()) {
      throw new IllegalArgumentException("an alert without text");
    }
    if (badge != null && badge < 0) {
      throw new IllegalArgumentException("a badge below 0");
    }
  }

  /** Without the texts, which may name people. */
  @Override
  public String toString() {
    return "Alert[" + category + ", " + interruption + "]";
  }
}
