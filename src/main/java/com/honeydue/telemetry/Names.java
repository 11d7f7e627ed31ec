package com.honeydue.telemetry;

/** Every metric, label, span and attribute name the process emits. Nothing else may be used. */
public final class Names {

  private Names() {}
}
