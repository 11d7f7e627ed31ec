/**
 * Shared fixtures: one PostgreSQL and one Redis for the whole run, a database per test class, the
 * server on a free port. {@code scripts/dev} runs on the same classes. Nothing here is in the
 * production jar.
 */
@NullMarked
package com.honeydue.testing;

import org.jspecify.annotations.NullMarked;
