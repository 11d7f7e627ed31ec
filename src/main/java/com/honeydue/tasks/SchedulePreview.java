package com.honeydue.tasks;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a task will be due.
 *
 * @param dates the open occurrence and those that follow if each is done on its date
 * @param rrule the same dates as an iCalendar rule (RFC 5545); null where there is none
 */
public record SchedulePreview(List<LocalDate> dates, @Nullable String rrule) {}
