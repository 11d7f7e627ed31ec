package com.honeydue.tasks;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a task tells of its newest completion.
 *
 * @param occurrence the due date that was completed; null when none was scheduled
 * @param completedBy the account that did it
 */
public record LastCompletion(
    long id, @Nullable LocalDate occurrence, Instant performedAt, @Nullable Long completedBy) {}
