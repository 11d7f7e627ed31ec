/** Lanes against a real PostgreSQL. */
@NullMarked
package com.honeydue.db;

import org.jspecify.annotations.NullMarked;
