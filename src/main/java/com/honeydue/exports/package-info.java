/** Archives of all that an account has, for whoever wants to take it along. */
@NullMarked
package com.honeydue.exports;

import org.jspecify.annotations.NullMarked;
