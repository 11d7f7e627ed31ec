package com.honeydue.http.throttle;

/**
 * How one limit stands after a try.
 *
 * @param key what is counted
 * @param left tries left
 * @param moreIn milliseconds until there are more
 * @param early by how many milliseconds the try came too early; 0 if it did not
 */
record Standing(Limit limit, String key, long left, long moreIn, long early) {}
