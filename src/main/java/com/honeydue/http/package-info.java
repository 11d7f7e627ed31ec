/**
 * The HTTP edge: routes made from the contract, validation, problems, health; no domain is known
 * here.
 */
@NullMarked
package com.honeydue.http;

import org.jspecify.annotations.NullMarked;
