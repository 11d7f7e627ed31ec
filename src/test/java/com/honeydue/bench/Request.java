package com.honeydue.bench;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param token null for a public operation
 */
public record Request(
    String method, String path, @Nullable String token, @Nullable JsonObject body) {}
