package com.honeydue.tasks;

import com.honeydue.bus.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One time that a task was done.
 *
 * @param occurrence the due date that was completed; null when none was scheduled
 * @param completedBy the account that did it
 * @param rating 1 to 5
 */
public record Completion(
    long id,
    long taskId,
    @Nullable LocalDate occurrence,
    Instant performedAt,
    @Nullable Long completedBy,
    @Nullable Money cost,
    @Nullable Integer rating,
    @Nullable String notes,
    long version,
    Instant createdAt) {}
