package com.honeydue.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flight recording, as staff see it.
 *
 * @param state {@code asked}, {@code recording}, {@code kept}, {@code failed} or {@code lost}
 * @param bytes null while there is no file
 * @param link where the file can be read for some minutes; null while there is none
 */
record FlightRecording(
    String process,
    String state,
    long seconds,
    Instant askedAt,
    @Nullable Long bytes,
    @Nullable String link) {}
