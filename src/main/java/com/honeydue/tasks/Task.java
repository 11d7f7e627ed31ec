package com.honeydue.tasks;

import com.honeydue.bus.InResidence;
import com.honeydue.bus.Money;
import com.honeydue.bus.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task with all its fields. Which column of the board it is in depends on the day too, so that is
 * said there alone.
 *
 * @param frequency the code of its frequency
 * @param interval the n of an "every n" frequency; how many weeks or months lie between, on chosen
 *     weekdays or a weekday of the month
 * @param weekdays the chosen weekdays, from monday
 * @param nthWeekday the weekday of the month
 * @param months the only months in which it has dates, 1 is January; null for all
 * @param anchor where the next date counts from: {@code schedule} or {@code completion}
 * @param dueDate the date a person chose
 * @param nextDueDate the occurrence that is open; it names the occurrence when it is completed
 * @param snoozedUntil the day it is shown on instead, until that occurrence is done
 * @param readOnly whether it is beyond what the tier of the home's owner holds
 * @param completedAt when a one-off task was done
 */
public record Task(
    long id,
    long residenceId,
    String title,
    @Nullable String description,
    @Nullable String notes,
    String category,
    String priority,
    String frequency,
    @Nullable Integer interval,
    @Nullable List<String> weekdays,
    @Nullable NthWeekday nthWeekday,
    @Nullable List<Integer> months,
    String anchor,
    @Nullable LocalDate dueDate,
    @Nullable LocalDate nextDueDate,
    @Nullable LocalDate snoozedUntil,
    @Nullable Long assignedTo,
    @Nullable Long contractorId,
    @Nullable Long templateId,
    @Nullable Money estimatedCost,
    boolean inProgress,
    boolean cancelled,
    boolean archived,
    boolean readOnly,
    @Nullable Instant completedAt,
    int completionCount,
    @Nullable LastCompletion lastCompletion,
    @Nullable Long createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements Versioned, InResidence {}
