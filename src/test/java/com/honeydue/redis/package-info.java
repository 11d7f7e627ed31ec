/** Tests of the link to Redis. */
@NullMarked
package com.honeydue.redis;

import org.jspecify.annotations.NullMarked;
