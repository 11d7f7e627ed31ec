package com.honeydue.bus;

import com.honeydue.telemetry.Trace;
import com.honeydue.telemetry.TracedMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the service that answers it. Immutable; passed by reference between
 * event loops.
 *
 * @param operation the contract's {@code operationId}, which is also the event-bus address
 * @param caller who asks
 * @param arguments what is asked, already validated against the contract
 * @param requestId the id that names this request in logs and answers
 * @param deadline after this instant nobody waits for the answer any more: a call past it is not
 *     started
 * @param preconditions the conditional headers
 * @param client where the call came from
 * @param idempotencyKey under which its change is carried out at most once; null for none
 * @param trace in which it was made
 */
public record Call<A>(
    String operation,
    Caller caller,
    A arguments,
    String requestId,
    Instant deadline,
    Preconditions preconditions,
    Client client,
    @Nullable IdempotencyKey idempotencyKey,
    Trace trace)
    implements TracedMessage {

  /** A call of the current trace, without an idempotency key. */
  public Call(
      String operation,
      Caller caller,
      A arguments,
      String requestId,
      Instant deadline,
      Preconditions preconditions,
      Client client) {
    this(
        operation,
        caller,
        arguments,
        requestId,
        deadline,
        preconditions,
        client,
        null,
        Trace.current());
  }

  /** The same call with its arguments in another form. */
  public <B> Call<B> with(B other) {
    return new Call<>(
        operation,
        caller,
        other,
        requestId,
        deadline,
        preconditions,
        client,
        idempotencyKey,
        trace);
  }

  /** The same call, to be carried out at most once under {@code key}. */
  public Call<A> under(IdempotencyKey key) {
    return new Call<>(
        operation, caller, arguments, requestId, deadline, preconditions, client, key, trace);
  }

  /** The id of the calling account. */
  public long userId() {
    return caller.userId();
  }
}
