package com.honeydue.http.throttle;

import com.honeydue.config.ThrottleRule;

/** A throttle of the contract with the numbers that the settings have for it. */
record Limit(Throttle throttle, ThrottleRule rule) {

  String name() {
    return throttle.name();
  }
}
