package com.honeydue.bus;

import org.jspecify.annotations.Nullable;

/**
 * A successful answer. Its body is a record, a list or a map that Jackson writes; it is immutable,
 * since it is passed by reference.
 *
 * @param body what is answered; {@code null} for an answer without content
 * @param tag the opaque entity tag, without quotes; {@code null} when the answer has none
 * @param outcome how the operation ended; the contract's declared status is used for {@link
 *     Outcome#DONE}
 */
public record Reply(@Nullable Object body, @Nullable String tag, Outcome outcome) {

  /** How an operation ended, where one operation can end in more than one way. */
  public enum Outcome {
    /** The operation's first success status in the contract. */
    DONE,
    /** What was asked for existed already: 200 where the contract's first success status is 201. */
    EXISTING,
    /** The caller already holds this version: 304. */
    UNCHANGED
  }

  /** An answer with content. The tag is the version of a {@link Versioned} body. */
  public static Reply of(@Nullable Object body) {
    return switch (body) {
      case Reply reply -> reply;
      case Versioned versioned -> new Reply(body, Long.toString(versioned.version()), Outcome.DONE);
      case null, default -> new Reply(body, null, Outcome.DONE);
    };
  }

  /** An answer without content. */
  public static Reply none() {
    return new Reply(null, null, Outcome.DONE);
  }

  /** The caller already holds the version {@code tag}. */
  public static Reply unchanged(String tag) {
    return new Reply(null, tag, Outcome.UNCHANGED);
  }

  public Reply tagged(String newTag) {
    return new Reply(body, newTag, outcome);
  }

  public Reply existing() {
    return new Reply(body, tag, Outcome.EXISTING);
  }
}
