package com.honeydue.push;

import com.eatthepath.pushy.apns.util.ApnsPayloadBuilder;
import com.eatthepath.pushy.apns.util.InterruptionLevel;
import com.eatthepath.pushy.apns.util.SimpleApnsPayloadBuilder;

/** A push as Apple takes it: what is shown under {@code aps}, what the app is told beside it. */
final class ApnsPayload {

  private ApnsPayload() {}

  static String of(PushMessage message) {
    var payload = new SimpleApnsPayloadBuilder();
    var alert = message.alert();
    if (alert == null) {
      payload.setContentAvailable(true);
    } else {
      show(alert, payload);
    }
    message.told().forEach(payload::addCustomProperty);
    return payload.build();
  }

  private static void show(Alert alert, ApnsPayloadBuilder payload) {
    payload
        .setAlertTitle(alert.title())
        .setAlertBody(alert.body())
        .setMutableContent(alert.mutable())
        .setInterruptionLevel(
            switch (alert.interruption()) {
              case PASSIVE -> InterruptionLevel.PASSIVE;
              case ACTIVE -> InterruptionLevel.ACTIVE;
              case TIME_SENSITIVE -> InterruptionLevel.TIME_SENSITIVE;
            });
    if (alert.interruption() != Alert.Interruption.PASSIVE) {
      payload.setSound(ApnsPayloadBuilder.DEFAULT_SOUND_FILENAME);
    }
    if (alert.category() != null) {
      payload.setCategoryName(alert.category());
    }
    if (alert.thread() != null) {
      payload.setThreadId(alert.thread());
    }
    if (alert.badge() != null) {
      payload.setBadgeNumber(alert.badge());
    }
  }
}
