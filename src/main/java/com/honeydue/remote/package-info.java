/**
 * Asking others over HTTP as one should: bounded, with a token, leaving alone what is in trouble.
 */
@NullMarked
package com.honeydue.remote;

import org.jspecify.annotations.NullMarked;
