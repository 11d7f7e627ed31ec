@NullMarked
package com.honeydue.residences;

import org.jspecify.annotations.NullMarked;
