package com.honeydue.testing;

import org.jspecify.annotations.Nullable;

/**
 * One message a PostgreSQL client sent.
 *
 * @param kind the protocol's type letter ({@code P B D E S Q C H X p}…), or {@code Startup}, {@code
 *     SSLRequest}, {@code GSSENCRequest}, {@code CancelRequest} for those that have none
 * @param name the prepared statement of a Parse, Bind, Describe or Close; null elsewhere
 * @param sql the text of a Query or Parse, or what the named statement of a Bind was parsed from;
 *     null when unknown
 */
public record WireMessage(String kind, @Nullable String name, @Nullable String sql) {}
