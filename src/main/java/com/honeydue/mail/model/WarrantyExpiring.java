package com.honeydue.mail.model;

import java.time.LocalDate;

/**
 * A warranty ends soon, or today.
 *
 * @param item what it is for
 * @param documentId its id
 * @param residence where
 * @param ends the last day
 * @param days until then; 0 today
 */
public record WarrantyExpiring(
    String item, long documentId, String residence, LocalDate ends, int days) implements Letter {}
