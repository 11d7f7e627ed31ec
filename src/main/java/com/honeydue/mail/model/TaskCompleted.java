package com.honeydue.mail.model;

import com.honeydue.bus.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has done a task.
 *
 * @param task its title
 * @param taskId its id
 * @param residence where
 * @param by who has done it
 * @param on the residence's day
 * @param cost what it has cost, if that is known
 * @param next when it is due again, if ever
 */
public record TaskCompleted(
    String task,
    long taskId,
    String residence,
    String by,
    LocalDate on,
    @Nullable Money cost,
    @Nullable LocalDate next)
    implements Letter {}
