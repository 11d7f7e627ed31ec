/** Residences and the people who share them. */
@NullMarked
package com.honeydue.residences;

import org.jspecify.annotations.NullMarked;
