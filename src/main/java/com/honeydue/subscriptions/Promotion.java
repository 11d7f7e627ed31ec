package com.honeydue.subscriptions;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An offer that is shown now.
 *
 * @param endsOn the last day, of UTC
 * @param offerCode what the stores call it, where it is one of theirs
 */
record Promotion(
    long id,
    String title,
    String message,
    String button,
    @Nullable String offerCode,
    LocalDate endsOn) {}
