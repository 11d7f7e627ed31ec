package com.honeydue.http.throttle;

import java.time.Duration;
import java.util.List;

/**
 * Whether a try may go on.
 *
 * @param standings every limit of the operation, in the order of the contract
 * @param local whether this process decided alone, because Redis was away
 */
public record Decision(List<Standing> standings, boolean local) {

  public Decision {
    standings = List.copyOf(standings);
  }

  public boolean allowed() {
    return early() == 0;
  }

  /** After how long it may be tried again; zero when it is allowed. */
  public Duration retryAfter() {
    return Duration.ofMillis(early());
  }

  /**
   * The value of {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10): for each policy what
   * is left, and after how many seconds there is more.
   */
  public String header() {
    var text = new StringBuilder();
    for (Standing standing : standings) {
      text.append(text.isEmpty() ? "" : ", ")
          .append('"')
          .append(standing.limit().name())
          .append("\";r=")
          .append(standing.left())
          .append(";t=")
          .append(Math.ceilDiv(standing.moreIn(), 1_000L));
    }
    return text.toString();
  }

  private long early() {
    long longest = 0;
    for (Standing standing : standings) {
      longest = Math.max(longest, standing.early());
    }
    return longest;
  }
}
