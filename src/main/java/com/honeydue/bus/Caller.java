package com.honeydue.bus;

/**
 * Who is calling, as the auth service established it.
 *
 * @param userId the account's id; 0 for the anonymous caller of a public operation
 * @param sessionId the session this call belongs to; it stays the same when the token is refreshed;
 *     0 when anonymous
 * @param tokenId the token behind this call; 0 when anonymous
 * @param staff whether the account may use {@code /api/admin/}
 * @param verified whether the account's e-mail address is verified
 */
public record Caller(long userId, long sessionId, long tokenId, boolean staff, boolean verified) {

  /** The caller of a public operation. */
  public static final Caller ANONYMOUS = new Caller(0, 0, 0, false, false);

  /** A caller whose session has had one token only. */
  public Caller(long userId, long sessionId, boolean staff, boolean verified) {
    this(userId, sessionId, sessionId, staff, verified);
  }

  public boolean anonymous() {
    return userId == 0;
  }
}
