package com.honeydue.admin;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An account as staff see it.
 *
 * @param tier as it was bought, be it over or not
 * @param residences how many it belongs to
 * @param sessions how many are alive
 */
record AdminUser(
    long id,
    String username,
    String email,
    String firstName,
    String lastName,
    boolean emailVerified,
    boolean isActive,
    boolean isStaff,
    String tier,
    long residences,
    long sessions,
    Instant dateJoined,
    @Nullable Instant lastLogin) {

  /** Of {@code auth_user u}. */
  static final String COLUMNS =
      """
      u.id, u.username, u.email, u.first_name, u.last_name, u.email_verified, u.is_active, u.is_staff,
                  coalesce((select s.tier from subscription_usersubscription s where s.user_id = u.id), 'free') as tier,
                  (select count(*) from residence_residenceuser m where m.user_id = u.id) as residences,
                  (select count(distinct t.session_id) from user_authtoken t
                   where t.user_id = u.id and t.generation = u.token_generation and t.expires_at > now()
                     and t.last_seen_at is not null) as sessions,
                  u.date_joined, u.last_login\
      """;

  /** Reads {@link #COLUMNS} behind one column. */
  static AdminUser of(Row row) {
    OffsetDateTime login = row.getOffsetDateTime(13);
    return new AdminUser(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getBoolean(8),
        row.getString(9),
        row.getLong(10),
        row.getLong(11),
        row.getOffsetDateTime(12).toInstant(),
        login == null ? null : login.toInstant());
  }
}
