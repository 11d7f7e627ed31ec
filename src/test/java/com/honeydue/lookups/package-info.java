@NullMarked
package com.honeydue.lookups;

import org.jspecify.annotations.NullMarked;
