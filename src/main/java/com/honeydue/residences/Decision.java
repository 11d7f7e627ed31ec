package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * What the owner says to a request.
 *
 * @param role the role they give instead of the one that was asked for
 */
record Decision(long residenceId, long requestId, boolean approve, @Nullable String role) {

  static Decision from(Arguments arguments) {
    var body = arguments.body();
    return new Decision(
        arguments.id(),
        arguments.number("request_id"),
        "approve".equals(body.getString("decision")),
        body.getString("role"));
  }
}
