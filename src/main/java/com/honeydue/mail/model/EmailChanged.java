package com.honeydue.mail.model;

import java.time.Instant;
import java.time.ZoneId;

/**
 * To the address that an account had before.
 *
 * @param at when it was changed
 * @param zone of the reader
 */
public record EmailChanged(Instant at, ZoneId zone) implements Letter {}
