@NullMarked
package com.honeydue.tasks.recurrence;

import org.jspecify.annotations.NullMarked;
