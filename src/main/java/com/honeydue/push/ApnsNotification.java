package com.honeydue.push;

import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushType;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A push on its way to Apple. One that nobody waits for any more refuses to be written: pushy keeps
 * what waits for a connection, and would send it after its repeat. Thread-safe.
 */
final class ApnsNotification implements ApnsPushNotification {

  private final String token;
  private final String topic;
  private final PushMessage message;
  private final String payload;
  private volatile boolean abandoned;

  ApnsNotification(String token, String topic, PushMessage message) {
    this.token = token;
    this.topic = topic;
    this.message = message;
    this.payload = ApnsPayload.of(message);
  }

  void abandon() {
    abandoned = true;
  }

  /**
   * The first thing that pushy asks when it writes.
   *
   * @throws CancellationException when it is too late
   */
  @Override
  public String getToken() {
    if (abandoned) {
      throw new CancellationException("given up");
    }
    return token;
  }

  @Override
  public String getPayload() {
    return payload;
  }

  @Override
  public Instant getExpiration() {
    return message.expires();
  }

  @Override
  public DeliveryPriority getPriority() {
    return message.priority() == PushMessage.Priority.HIGH
        ? DeliveryPriority.IMMEDIATE
        : DeliveryPriority.CONSERVE_POWER;
  }

  @Override
  public PushType getPushType() {
    return message.alert() == null ? PushType.BACKGROUND : PushType.ALERT;
  }

  @Override
  public String getTopic() {
    return topic;
  }

  @Override
  public @Nullable String getCollapseId() {
    return message.collapse();
  }

  @Override
  public UUID getApnsId() {
    return message.id();
  }

  /** Libraries print it. */
  @Override
  public String toString() {
    return message.toString();
  }
}
