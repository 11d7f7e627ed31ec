package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import org.jspecify.annotations.Nullable;

/** The code that is asked for. */
record NewShareCode(
    long residenceId,
    String role,
    boolean needsApproval,
    @Nullable Integer maxUses,
    long expiresInHours) {

  private static final long DEFAULT_HOURS = 24;

  static NewShareCode from(Arguments arguments) {
    var body = arguments.body();
    return new NewShareCode(
        arguments.id(),
        body.getString("role", "member"),
        body.getBoolean("needs_approval", false),
        body.getInteger("max_uses"),
        body.getLong("expires_in_hours", DEFAULT_HOURS));
  }
}
