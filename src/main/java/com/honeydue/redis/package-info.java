/** Redis: one pipelined connection for each event loop, that fails at once while Redis is away. */
@NullMarked
package com.honeydue.redis;

import org.jspecify.annotations.NullMarked;
