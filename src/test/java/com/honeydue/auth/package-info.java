/** Tests of accounts and tokens. */
@NullMarked
package com.honeydue.auth;

import org.jspecify.annotations.NullMarked;
