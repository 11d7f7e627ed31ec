package com.honeydue.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that this worker has a lease on.
 *
 * @param payload JSON; empty for one whose row is in the outbox
 * @param attempt 1 the first time it is handed out
 * @param lastError how the attempt before failed; empty on the first
 */
record Claimed(
    String id,
    String type,
    String payload,
    boolean inOutbox,
    @Nullable String traceparent,
    Instant madeAt,
    int attempt,
    String lastError) {}
