/** Lanes: one database round trip per operation over a handful of pipelined connections. */
@NullMarked
package com.honeydue.db;

import org.jspecify.annotations.NullMarked;
