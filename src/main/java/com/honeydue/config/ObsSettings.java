package com.honeydue.config;

/**
 * The observability host.
 *
 * @param ingestToken bearer token of the OTLP endpoint; empty sends none
 */
public record ObsSettings(Secret ingestToken) {}
