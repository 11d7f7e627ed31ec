package com.honeydue.tasks;

import java.util.List;

/** Tasks that were made together, in the order in which they were asked for. */
public record TaskList(List<Task> tasks) {}
