package com.honeydue.mail.model;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in from where nobody has before.
 *
 * @param device what it calls itself; null if it does not say
 * @param at when
 * @param zone of the reader
 */
public record NewSignIn(@Nullable String device, Instant at, ZoneId zone) implements Letter {}
