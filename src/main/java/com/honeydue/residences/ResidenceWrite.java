package com.honeydue.residences;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import org.jspecify.annotations.Nullable;

/**
 * How making or changing a residence ended.
 *
 * @param demotedId the residence that was the primary one until now; null when none was
 */
record ResidenceWrite(Written<Residence> written, @Nullable Long demotedId) {

  /**
   * The residence as it is now.
   *
   * @throws Failure what kept it from being written
   */
  Reply reply() {
    var reply = Reply.of(written.orThrow());
    return demotedId == null ? reply : reply.touching(Scope.residence(demotedId));
  }
}
