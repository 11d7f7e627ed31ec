/** Accounts, tokens and the answer to who is calling. */
@NullMarked
package com.honeydue.auth;

import org.jspecify.annotations.NullMarked;
