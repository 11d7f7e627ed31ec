/** When a task is due next: arithmetic on dates alone, on java.time and nothing else. */
@NullMarked
package com.honeydue.tasks.recurrence;

import org.jspecify.annotations.NullMarked;
