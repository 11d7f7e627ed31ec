package com.honeydue.config;

/** A record of settings was given a value it does not accept. */
final class InvalidSetting extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String component;
  private final String reason;

  InvalidSetting(String component, String reason) {
    super(component + ": " + reason);
    this.component = component;
    this.reason = reason;
  }

  /** The record component's name. */
  String component() {
    return component;
  }

  /** What is wrong with it, without its name. */
  String reason() {
    return reason;
  }
}
