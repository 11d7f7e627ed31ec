package com.honeydue.mail.model;

import java.time.Instant;
import java.time.ZoneId;

/**
 * An account has gone.
 *
 * @param at when
 * @param zone of the reader
 */
public record AccountDeleted(Instant at, ZoneId zone) implements Letter {}
