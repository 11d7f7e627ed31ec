package com.honeydue.bus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation that was refused or could not be carried out: the one kind of failure that reaches a
 * caller. It carries no stack trace; what caused it is logged where it happened. Immutable; passed
 * by reference between event loops.
 */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What sort of failure it is; the HTTP edge alone knows the status of each. */
  public enum Kind {
    INVALID,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    STALE,
    UNPROCESSABLE,
    UNSUPPORTED_MEDIA,
    TOO_LARGE,
    THROTTLED,
    UNAVAILABLE,
    INTERNAL
  }

  private final Kind kind;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient Map<String, Object> details;
  private final @Nullable Duration retryAfter;

  private Failure(
      Kind kind,
      String code,
      String message,
      List<FieldError> errors,
      Map<String, Object> details,
      @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
    this.errors = List.copyOf(errors);
    this.details = Map.copyOf(details);
    this.retryAfter = retryAfter;
  }

  /**
   * A failure of {@code kind} with a stable snake_case {@code code} and a sentence for a person.
   */
  public static Failure of(Kind kind, String code, String message) {
    return new Failure(kind, code, message, List.of(), Map.of(), null);
  }

  /** A field of the request is wrong in a way the contract's schema cannot say. */
  public static Failure invalid(String pointer, String message) {
    return invalid(List.of(new FieldError(pointer, message)));
  }

  public static Failure invalid(List<FieldError> errors) {
    return new Failure(
        Kind.INVALID, "invalid_request", "The request has invalid fields.", errors, Map.of(), null);
  }

  public static Failure unauthenticated() {
    return of(
        Kind.UNAUTHENTICATED, "invalid_token", "The access token is missing, unknown or expired.");
  }

  public static Failure forbidden(String code, String message) {
    return of(Kind.FORBIDDEN, code, message);
  }

  /** No such row, or none that this caller may know of: the answer is the same for both. */
  public static Failure notFound() {
    return of(Kind.NOT_FOUND, "not_found", "There is no such resource.");
  }

  public static Failure conflict(String code, String message) {
    return of(Kind.CONFLICT, code, message);
  }

  /** The row has changed since the caller read it. */
  public static Failure stale() {
    return of(Kind.STALE, "stale_version", "The resource has changed since it was read.");
  }

  public static Failure throttled(Duration retryAfter) {
    return of(Kind.THROTTLED, "too_many_requests", "Too many requests.").retryAfter(retryAfter);
  }

  /** The work cannot be done now; nothing was changed as far as is known. */
  public static Failure unavailable(String code, String message) {
    return of(Kind.UNAVAILABLE, code, message).retryAfter(Duration.ofSeconds(1));
  }

  public static Failure internal() {
    return of(Kind.INTERNAL, "internal_error", "Something went wrong on our side.");
  }

  public Failure retryAfter(Duration after) {
    return new Failure(kind, code, message(), errors, details, after);
  }

  /** The same failure about these fields. */
  public Failure errors(List<FieldError> fields) {
    return new Failure(kind, code, message(), fields, details, retryAfter);
  }

  /** The same failure with one more member in its problem document. */
  public Failure detail(String name, Object value) {
    var more = new java.util.HashMap<>(details);
    more.put(name, value);
    return new Failure(kind, code, message(), errors, more, retryAfter);
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public String message() {
    return java.util.Objects.requireNonNull(getMessage());
  }

  public List<FieldError> errors() {
    return errors;
  }

  public Map<String, Object> details() {
    return details;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
