/** The HTTP edge: its parts alone, and the whole over real sockets with services of the tests. */
@NullMarked
package com.honeydue.http;

import org.jspecify.annotations.NullMarked;
