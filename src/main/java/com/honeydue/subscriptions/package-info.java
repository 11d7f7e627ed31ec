/**
 * Who may do what: tiers and their limits, what was bought in the stores, and what follows from it.
 */
@NullMarked
package com.honeydue.subscriptions;

import org.jspecify.annotations.NullMarked;
