package com.honeydue.bus;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer. Its body is a record, a list or a map that Jackson writes; it is immutable,
 * since it is passed by reference.
 *
 * @param body what is answered; {@code null} for an answer without content
 * @param tag the opaque entity tag, without quotes; {@code null} when the answer has none
 * @param outcome how the operation ended; the contract's declared status is used for {@link
 *     Outcome#DONE}
 * @param scopes of a read, all that it shows; of a write, all that it changed. The caller's own is
 *     always meant and need not be in it. A tagged read without any is never taken for current.
 */
public record Reply(
    @Nullable Object body, @Nullable String tag, Outcome outcome, Set<Scope> scopes) {

  /** How an operation ended, where one operation can end in more than one way. */
  public enum Outcome {
    /** The operation's first success status in the contract. */
    DONE,
    /** What was asked for existed already: 200 where the contract's first success status is 201. */
    EXISTING,
    /** The caller already holds this version: 304. */
    UNCHANGED
  }

  public Reply {
    scopes = Set.copyOf(scopes);
  }

  /**
   * An answer with content. The tag is the version of a {@link Versioned} body, the scopes are
   * those of a {@link Scoped} one.
   */
  public static Reply of(@Nullable Object body) {
    if (body instanceof Reply reply) {
      return reply;
    }
    String tag = body instanceof Versioned versioned ? Long.toString(versioned.version()) : null;
    Set<Scope> scopes = body instanceof Scoped scoped ? Set.copyOf(scoped.scopes()) : Set.of();
    return new Reply(body, tag, Outcome.DONE, scopes);
  }

  /** An answer without content. */
  public static Reply none() {
    return new Reply(null, null, Outcome.DONE, Set.of());
  }

  /** The caller already holds the version {@code tag}. */
  public static Reply unchanged(String tag) {
    return new Reply(null, tag, Outcome.UNCHANGED, Set.of());
  }

  public Reply tagged(String newTag) {
    return new Reply(body, newTag, outcome, scopes);
  }

  public Reply existing() {
    return new Reply(body, tag, Outcome.EXISTING, scopes);
  }

  /** The same answer, which shows or has changed these, too. */
  public Reply touching(Scope... more) {
    return touching(List.of(more));
  }

  /** The same. */
  public Reply touching(Collection<Scope> more) {
    var all = new HashSet<>(scopes);
    all.addAll(more);
    return new Reply(body, tag, outcome, all);
  }
}
