package com.honeydue.bus;

import com.honeydue.telemetry.TracedMessage;
import java.time.Instant;

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
 */
public record Call<A>(
    String operation,
    Caller caller,
    A arguments,
    String requestId,
    Instant deadline,
    Preconditions preconditions,
    Client client)
    implements TracedMessage {

  /** The same call with its arguments in another form. */
  public <B> Call<B> with(B other) {
    return new Call<>(operation, caller, other, requestId, deadline, preconditions, client);
  }

  /** The id of the calling account. */
  public long userId() {
    return caller.userId();
  }
}
