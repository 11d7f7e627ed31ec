/** What the files that run the program, and are no part of it, have to hold. */
@NullMarked
package com.honeydue.operations;

import org.jspecify.annotations.NullMarked;
