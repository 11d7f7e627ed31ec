package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;

/**
 * What the rest of the process is handed to be observed with.
 *
 * @param meters where meters are registered, under names from {@link Names} alone
 * @param tracer makes the spans that Vert.x's own instrumentation does not
 */
public record Telemetry(MeterRegistry meters, Tracer tracer) {}
