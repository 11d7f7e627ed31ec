/** The bus, with a real Vert.x. */
@NullMarked
package com.honeydue.bus;

import org.jspecify.annotations.NullMarked;
