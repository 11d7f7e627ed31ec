/** Work that is done later: the queue in Redis, the outbox in the database, the schedules. */
@NullMarked
package com.honeydue.jobs;

import org.jspecify.annotations.NullMarked;
