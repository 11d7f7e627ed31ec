package com.honeydue.tasks;

import java.util.List;

/** Templates that fit a residence and are not there yet, the most urgent first. */
public record Suggestions(List<TaskTemplate> items) {}
