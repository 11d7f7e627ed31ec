package com.honeydue.config;

/**
 * OpenTelemetry tracing.
 *
 * @param exporterOtlpEndpoint base URL of an OTLP/HTTP collector, to which {@code /v1/traces} is added; empty exports
 *     nothing
 * @param serviceName the {@code service.name} resource attribute
 * @param sampleRatio share of requests that are traced, 0 to 1
 */
public record OtelSettings(String exporterOtlpEndpoint, String serviceName, double sampleRatio) {}
