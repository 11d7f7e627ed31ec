package com.honeydue.residences;

/**
 * How all of somebody's residences stand together.
 *
 * @param owned how many of them are theirs
 * @param tasks how many are on their boards
 */
record Summary(int residences, int owned, int tasks, ColumnCounts columns) {}
