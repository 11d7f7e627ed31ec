package com.honeydue.tasks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a board shows of a task.
 *
 * @param frequency the code of its frequency
 * @param interval the n of an "every n" frequency
 * @param dueDate the date a person chose
 * @param nextDueDate the occurrence that is open; it names the occurrence when it is completed
 * @param snoozedUntil the day that decides its column instead, until that occurrence is done
 * @param readOnly whether it is beyond what the tier of the home's owner holds
 * @param completedAt when a one-off task was done
 * @param actions what the caller may do with it as it is
 */
public record TaskCard(
    long id,
    long residenceId,
    String title,
    String category,
    String priority,
    String frequency,
    @Nullable Integer interval,
    @Nullable LocalDate dueDate,
    @Nullable LocalDate nextDueDate,
    @Nullable LocalDate snoozedUntil,
    @Nullable Long assignedTo,
    boolean inProgress,
    boolean cancelled,
    boolean readOnly,
    @Nullable Instant completedAt,
    int completionCount,
    @Nullable LastCompletion lastCompletion,
    List<String> actions,
    long version,
    Instant updatedAt) {}
