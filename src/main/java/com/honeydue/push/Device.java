package com.honeydue.push;

import java.util.regex.Pattern;

/**
 * A device that asked for pushes.
 *
 * @param provider who delivers them
 * @param token what the provider knows the device by; personal, so in no log, span or metric
 */
public record Device(Provider provider, String token) {

  /** Apple's are bytes in hexadecimal, whose number is not promised; it becomes part of a path. */
  private static final Pattern APNS = Pattern.compile("[0-9A-Fa-f]{32,400}");

  private static final Pattern FCM = Pattern.compile("[\\x21-\\x7E]{1,4096}");

  /** Whether the token could be one of its provider's. */
  public boolean isWellFormed() {
    return (provider == Provider.FCM ? FCM : APNS).matcher(token).matches();
  }

  @Override
  public String toString() {
    return "Device[" + provider.label() + "]";
  }
}
