/** Pushes to the devices of people: through Apple's push service and Firebase Cloud Messaging. */
@NullMarked
package com.honeydue.push;

import org.jspecify.annotations.NullMarked;
