@NullMarked
package com.honeydue.telemetry;

import org.jspecify.annotations.NullMarked;
