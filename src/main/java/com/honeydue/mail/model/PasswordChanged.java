package com.honeydue.mail.model;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A password was changed or reset.
 *
 * @param at when
 * @param zone of the reader
 */
public record PasswordChanged(Instant at, ZoneId zone) implements Letter {}
