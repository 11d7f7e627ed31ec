/** Meters, tracer, logs: every name the process may emit is declared here. */
@NullMarked
package com.honeydue.telemetry;

import org.jspecify.annotations.NullMarked;
