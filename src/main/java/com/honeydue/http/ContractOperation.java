package com.honeydue.http;

import com.honeydue.http.throttle.Throttle;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation as the contract has it, references followed.
 *
 * @param id the {@code operationId}, which is the event-bus address too
 * @param route the path with its {@code {parameters}}
 * @param edge whether the edge answers it itself ({@code x-edge}), without a service
 * @param parameters the models of its parameters, those of the path included
 * @param body the model of its request body; {@code null} if it has none
 * @param successStatus its first status from 200 to 299, in the order of the file
 * @param successTypes the media types that status answers with; empty when it has no content
 * @param secretPath whether a path parameter is marked {@code x-secret}: the path must not be
 *     written down
 * @param takesIdempotencyKey whether it may be carried out under an {@code Idempotency-Key}
 * @param throttles how often it may be tried
 */
record ContractOperation(
    String id,
    HttpMethod method,
    String route,
    Policy policy,
    boolean edge,
    List<JsonObject> parameters,
    @Nullable JsonObject body,
    int successStatus,
    List<String> successTypes,
    boolean secretPath,
    boolean takesIdempotencyKey,
    List<Throttle> throttles) {}
