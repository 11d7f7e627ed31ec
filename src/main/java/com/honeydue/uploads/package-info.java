/** Files that people bring: what gets in, who may see it, and when it goes. */
@NullMarked
package com.honeydue.uploads;

import org.jspecify.annotations.NullMarked;
