package com.honeydue.notifications;

import java.util.Locale;

/** How sending something ended. */
enum Outcome {
  /** It was taken over by whoever delivers it. */
  SENT,
  /** There is no device that gets pushes. */
  NO_DEVICE,
  /** No device got it: each was refused. */
  REFUSED,
  /** The channel was turned off meanwhile. */
  UNWANTED,
  /** It is not so any more: the task was done, or the person has left. */
  OVER,
  /** It was too late for it. */
  EXPIRED,
  /** The address is not verified. */
  NOT_VERIFIED,
  /** Nothing goes to this address since a mail was refused for good. */
  SUPPRESSED,
  /** This very mail was. */
  BOUNCED;

  /** As in the database and in labels. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
