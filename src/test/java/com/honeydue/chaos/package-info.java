/**
 * The program under load while something breaks: traffic at a steady rate, faults, and a
 * reconciliation of what was acknowledged with what the database and the receivers have. Run by
 * hand, through {@code scripts/chaos} and {@code scripts/bench}.
 */
@NullMarked
package com.honeydue.chaos;

import org.jspecify.annotations.NullMarked;
