package com.honeydue.storage;

/**
 * What a service answers with when the answer is a file: the edge sends it, or where it is.
 *
 * @param key its key in the storage
 */
public record StoredFile(String key, Delivery delivery) {}
