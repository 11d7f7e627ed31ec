package com.honeydue.mail.model;

import java.time.LocalDate;

/**
 * A task in a list.
 *
 * @param id of the task
 * @param title as its people wrote it
 * @param due a day of its residence
 */
public record TaskLine(long id, String title, LocalDate due) {}
