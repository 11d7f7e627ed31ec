package com.honeydue.bus;

/**
 * One field that is wrong.
 *
 * @param pointer a JSON Pointer (RFC 6901) into the body, such as {@code /due_date}; for a
 *     parameter {@code /query/limit}
 * @param message what is wrong with it, for a developer to read
 */
public record FieldError(String pointer, String message) {}
