package com.honeydue.auth;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import com.honeydue.bus.Versioned;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it.
 *
 * @param timeZone an IANA name; digests, reminders and quiet hours follow it
 * @param locale a BCP 47 language tag
 */
record Account(
    long id,
    String username,
    String email,
    String firstName,
    String lastName,
    boolean emailVerified,
    boolean isStaff,
    String timeZone,
    String locale,
    @Nullable Long avatarUploadId,
    Instant dateJoined,
    long version)
    implements Versioned, Scoped {

  @Override
  public Collection<Scope> scopes() {
    return List.of(Scope.user(id));
  }

  /** What {@link #of} reads, of {@code auth_user u} left-joined with {@code user_userprofile p}. */
  static final String COLUMNS =
      """
      u.id, u.username, u.email, u.first_name, u.last_name, u.email_verified, u.is_staff,
        coalesce(p.time_zone, 'UTC'), coalesce(p.locale, 'en'), p.avatar_upload_id, u.date_joined, u.version\
      """;

  /** Reads {@link #COLUMNS}, the first of them at position {@code from}. */
  static Account of(Row row, int from) {
    return new Account(
        row.getLong(from),
        row.getString(from + 1),
        row.getString(from + 2),
        row.getString(from + 3),
        row.getString(from + 4),
        row.getBoolean(from + 5),
        row.getBoolean(from + 6),
        row.getString(from + 7),
        row.getString(from + 8),
        row.getLong(from + 9),
        row.getOffsetDateTime(from + 10).toInstant(),
        row.getLong(from + 11));
  }
}
