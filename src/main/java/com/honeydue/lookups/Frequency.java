package com.honeydue.lookups;

import org.jspecify.annotations.Nullable;

/**
 * How often a task is done.
 *
 * @param unit day, week, month or year; null for once
 * @param every how many of them, where the frequency says so itself
 * @param interval whether a task brings a number of its own: none, optional or required
 * @param takes what else a task brings, such as weekdays; null for nothing
 */
public record Frequency(
    String code,
    String name,
    @Nullable String unit,
    @Nullable Integer every,
    String interval,
    @Nullable String takes) {}
