/**
 * What {@code scripts/bench} runs: servers to measure against, and the bare server the whole one is
 * compared with.
 */
@NullMarked
package com.honeydue.bench;

import org.jspecify.annotations.NullMarked;
