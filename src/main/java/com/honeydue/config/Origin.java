package com.honeydue.config;

/** Where the value of a setting came from; a later one wins. */
enum Origin {
  /** The {@code conf/honeydue.yaml} that was built into the jar. */
  DEFAULT,
  /**
   * The file named by {@code HONEYDUE_CONF}, or {@code conf/honeydue.yaml} in the working
   * directory.
   */
  FILE,
  /** An environment variable. */
  ENVIRONMENT
}
