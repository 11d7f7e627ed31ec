package com.honeydue.admin;

import java.time.Instant;

/**
 * What a logger writes for a while.
 *
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}, and above
 * @param until then the configuration holds again
 */
record LogLevel(String logger, String level, Instant until) {}
