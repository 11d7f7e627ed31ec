/** How often callers may try what can be guessed or abused. */
@NullMarked
package com.honeydue.http.throttle;

import org.jspecify.annotations.NullMarked;
