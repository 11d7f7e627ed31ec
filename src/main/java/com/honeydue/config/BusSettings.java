package com.honeydue.config;

/**
 * The services behind the bus.
 *
 * @param instances instances of each service verticle; 0 means one per core
 */
public record BusSettings(int instances) {

  public BusSettings {
    Check.between("instances", instances, 0, 256);
  }
}
