package com.honeydue.mail.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A task was given to the reader.
 *
 * @param task its title
 * @param taskId its id
 * @param residence where
 * @param by who gave it
 * @param due a day of the residence; null if it has none
 */
public record TaskAssigned(
    String task, long taskId, String residence, String by, @Nullable LocalDate due)
    implements Letter {}
