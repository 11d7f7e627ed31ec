package com.honeydue.notifications;

import com.honeydue.bus.Versioned;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device that gets pushes, as its owner sees it: without its token.
 *
 * @param provider who delivers them, as the API calls it
 * @param enabled whether it gets any
 * @param current whether the session that asks has registered it
 * @param registeredAt the last time
 */
record RegisteredDevice(
    long id,
    String provider,
    @Nullable String name,
    @Nullable String appVersion,
    boolean enabled,
    boolean current,
    Instant createdAt,
    Instant registeredAt,
    long version)
    implements Versioned {

  /** Of a {@code notifications_device d}, for the session $2. */
  static final String COLUMNS =
      "d.id, d.provider, d.name, d.app_version, d.enabled, d.session_id = $2, d.created_at,"
          + " d.registered_at, d.version";

  /** Reads {@link #COLUMNS}, the first of them at {@code at}. */
  static RegisteredDevice of(Row row, int at) {
    return new RegisteredDevice(
        row.getLong(at),
        row.getString(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getBoolean(at + 4),
        row.getBoolean(at + 5),
        row.getOffsetDateTime(at + 6).toInstant(),
        row.getOffsetDateTime(at + 7).toInstant(),
        row.getLong(at + 8));
  }
}
