package com.honeydue.tasks;

/**
 * A completion and the task as it is after it.
 *
 * @param completion of the occurrence that was asked for
 */
public record CompletedTask(Completion completion, Task task) {}
