package com.honeydue.tasks;

/**
 * A weekday of the month.
 *
 * @param nth 1 to 5, or -1 for the last
 * @param weekday such as monday
 */
public record NthWeekday(int nth, String weekday) {}
