package com.honeydue.config;

/**
 * OpenTelemetry tracing.
 *
 * @param exporterOtlpEndpoint base URL of an OTLP/HTTP collector, to which {@code /v1/traces} is
 *     added; empty exports nothing
 * @param serviceName the {@code service.name} resource attribute
 * @param sampleRatio share of requests that are traced, 0 to 1
 */
public record OtelSettings(String exporterOtlpEndpoint, String serviceName, double sampleRatio) {

  public OtelSettings {
    Check.urlOrEmpty("exporterOtlpEndpoint", exporterOtlpEndpoint, "http", "https");
    Check.notBlank("serviceName", serviceName);
    Check.between("sampleRatio", sampleRatio, 0, 1);
  }

  /** Without a password in the URL. */
  @Override
  public String toString() {
    return "OtelSettings[exporterOtlpEndpoint=" + Masked.url(exporterOtlpEndpoint) + "]";
  }
}
