package com.honeydue.contractors;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A task that a contractor has to do or has done.
 *
 * @param assigned whether the task names them now
 * @param doneCount how many of its completions name them
 * @param lastDoneAt when the newest of those was performed
 */
public record ContractorTask(
    long id,
    long residenceId,
    String title,
    String category,
    String priority,
    @Nullable LocalDate nextDueDate,
    boolean inProgress,
    boolean cancelled,
    boolean archived,
    @Nullable Instant completedAt,
    boolean assigned,
    int doneCount,
    @Nullable Instant lastDoneAt) {}
