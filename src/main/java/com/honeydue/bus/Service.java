package com.honeydue.bus;

/**
 * A domain's service: plain methods over calls, mounted on the bus by a {@code ServiceVerticle}.
 */
public interface Service {
  /** Every operation this service answers. */
  Operations operations();
}
