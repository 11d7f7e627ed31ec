package com.honeydue.tasks;

import com.honeydue.bus.InResidence;
import com.honeydue.bus.Money;
import com.honeydue.bus.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One time that a task was done.
 *
 * @param occurrence the due date that was completed; null when none was scheduled
 * @param performedAt when it was done, which may be before it was noted
 * @param completedBy the account that did it
 * @param rating 1 to 5
 * @param photoIds uploads
 * @param createdBy the account that noted it
 */
public record Completion(
    long id,
    long taskId,
    long residenceId,
    @Nullable LocalDate occurrence,
    Instant performedAt,
    @Nullable Long completedBy,
    @Nullable Long contractorId,
    @Nullable Money cost,
    @Nullable Integer rating,
    @Nullable String notes,
    List<Long> photoIds,
    @Nullable Long createdBy,
    long version,
    Instant createdAt)
    implements Versioned, InResidence {}
