/** What apps choose from: lists that change with a release, answered from memory. */
@NullMarked
package com.honeydue.lookups;

import org.jspecify.annotations.NullMarked;
