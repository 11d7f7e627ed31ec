@NullMarked
package com.honeydue.jobs;

import org.jspecify.annotations.NullMarked;
