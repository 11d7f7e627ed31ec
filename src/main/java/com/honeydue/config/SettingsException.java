package com.honeydue.config;

/** The process cannot start with these settings: the message is one line that names the setting. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message, null, false, false);
  }
}
