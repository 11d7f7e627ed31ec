package com.honeydue.bench;

import java.util.function.Supplier;

/**
 * One operation of the contract as it is called again and again.
 *
 * @param id its operationId, and after a question mark which form of it
 * @param authenticated whether it has a caller: then it is also called with a token unknown to
 *     Redis
 * @param next makes what the next call needs, which is not counted, and says what to send
 */
public record Operation(String id, boolean authenticated, Supplier<Request> next) {}
