package com.honeydue.tasks;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of the board's statement: a card and the residence it is in.
 *
 * @param role what the caller is there
 * @param today the day it is there
 * @param due the day by which the card has its column: the open occurrence, or the day it was
 *     snoozed to
 * @param card null for a residence without cards
 * @param done how many tasks are done in the residence; null where nobody counted
 */
record BoardRow(
    long residenceId,
    String role,
    LocalDate today,
    @Nullable LocalDate due,
    @Nullable TaskCard card,
    @Nullable Integer done) {}
