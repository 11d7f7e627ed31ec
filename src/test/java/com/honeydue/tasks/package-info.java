@NullMarked
package com.honeydue.tasks;

import org.jspecify.annotations.NullMarked;
