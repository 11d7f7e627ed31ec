/** honeyDue: the composition root. */
@NullMarked
package com.honeydue;

import org.jspecify.annotations.NullMarked;
