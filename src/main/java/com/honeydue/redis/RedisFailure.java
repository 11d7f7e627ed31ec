package com.honeydue.redis;

/**
 * Redis did not do what was asked: it is away, too slow, or refused. Whether a command that timed
 * out was carried out is not known. Every caller has a way on without Redis, so this never reaches
 * the caller of an operation.
 */
public final class RedisFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RedisFailure(String message) {
    super(message, null, false, false);
  }
}
