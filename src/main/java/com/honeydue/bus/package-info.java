/** The event-bus envelope between the HTTP edge and the services; knows no domain and no HTTP. */
@NullMarked
package com.honeydue.bus;

import org.jspecify.annotations.NullMarked;
