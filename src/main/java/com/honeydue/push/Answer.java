package com.honeydue.push;

import com.honeydue.push.PushResult.Configuration;
import com.honeydue.push.PushResult.DeadToken;
import com.honeydue.push.PushResult.Refused;
import com.honeydue.push.PushResult.RetryLater;
import com.honeydue.push.PushResult.Sent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered.
 *
 * @param result for the caller
 * @param health what it tells of the next push
 */
record Answer(PushResult result, Health health) {

  /** How the provider and the way to it are. */
  enum Health {
    GOOD,
    /** The next push would fare no better. */
    TROUBLE,
    /** The same, but it might over another connection. */
    LOST
  }

  static final Answer SENT = new Answer(new Sent(), Health.GOOD);

  static Answer dead(String reason, @Nullable Instant since) {
    return new Answer(new DeadToken(reason, since), Health.GOOD);
  }

  static Answer refused(String reason) {
    return new Answer(new Refused(reason), Health.GOOD);
  }

  /** Nobody gets pushes like this. */
  static Answer misconfigured(String reason) {
    return new Answer(new Configuration(reason), Health.TROUBLE);
  }

  /** This device alone gets no pushes like this. */
  static Answer misconfiguredForDevice(String reason) {
    return new Answer(new Configuration(reason), Health.GOOD);
  }

  static Answer later(String reason, @Nullable Duration after) {
    return new Answer(new RetryLater(reason, after), Health.TROUBLE);
  }

  /** This device alone has to wait. */
  static Answer laterForDevice(String reason) {
    return new Answer(new RetryLater(reason, null), Health.GOOD);
  }

  /** The connection is of no use, or there is none. */
  static Answer lost(String reason) {
    return new Answer(new RetryLater(reason, null), Health.LOST);
  }
}
