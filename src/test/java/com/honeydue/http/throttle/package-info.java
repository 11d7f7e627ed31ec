@NullMarked
package com.honeydue.http.throttle;

import org.jspecify.annotations.NullMarked;
