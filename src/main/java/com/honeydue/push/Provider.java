package com.honeydue.push;

import java.util.Locale;

/** Who delivers pushes to a device. */
public enum Provider {
  /** Apple, for apps from the App Store or TestFlight. */
  APNS,
  /** Apple, for apps that come from Xcode: their tokens are unknown to {@link #APNS}. */
  APNS_SANDBOX,
  /** Firebase Cloud Messaging, for Android. */
  FCM;

  /** As it is written in labels and attributes. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
