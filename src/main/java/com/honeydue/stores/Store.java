package com.honeydue.stores;

import java.util.Locale;

/** Where a subscription was bought. */
public enum Store {
  APPLE,
  GOOGLE;

  /** As the database, the API and labels have it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
