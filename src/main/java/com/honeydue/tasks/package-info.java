/** Recurring tasks, the board and completions. */
@NullMarked
package com.honeydue.tasks;

import org.jspecify.annotations.NullMarked;
