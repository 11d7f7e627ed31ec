package com.honeydue.telemetry;

import org.jspecify.annotations.Nullable;

/** A span that began with something received. */
sealed interface InboundSpan permits ServerSpan, ServiceSpan {
  /**
   * Ends the span.
   *
   * @param response what was answered; null when nothing was, or when there is nothing to tell
   *     about it
   * @param failure why there was no answer
   */
  void end(@Nullable Object response, @Nullable Throwable failure);
}
