package com.honeydue.push;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a push. A {@code reason} is the provider's own word for it ({@code
 * BadDeviceToken}, {@code UNREGISTERED}) or a snake_case word of ours, and never holds anything
 * personal.
 */
public sealed interface PushResult {

  /** Why it was not delivered; empty when there is nothing to say. */
  default String reason() {
    return "";
  }

  /** The provider has taken it; whether the device gets it is not known. */
  record Sent() implements PushResult {}

  /**
   * The device token is no good any more and should be forgotten.
   *
   * @param since the provider knows that the app was gone then: a token that was registered again
   *     later is good; {@code null} when it does not say
   */
  record DeadToken(String reason, @Nullable Instant since) implements PushResult {}

  /** This push will never be taken, the device may get others. */
  record Refused(String reason) implements PushResult {}

  /**
   * Our key, account or topic is not taken, or not for this device. Somebody has to look into it;
   * the device's token is not at fault and must be kept. The same push may work after that.
   */
  record Configuration(String reason) implements PushResult {}

  /**
   * It may work later.
   *
   * @param after the least pause, as the provider or its circuit says; {@code null} when nobody
   *     does
   */
  record RetryLater(String reason, @Nullable Duration after) implements PushResult {}

  /** The settings have nothing for this provider: it is switched off. */
  record NotConfigured() implements PushResult {}
}
