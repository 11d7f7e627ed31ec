/** Contractors: whom people call when something is to be done. */
@NullMarked
package com.honeydue.contractors;

import org.jspecify.annotations.NullMarked;
