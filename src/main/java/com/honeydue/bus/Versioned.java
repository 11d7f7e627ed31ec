package com.honeydue.bus;

/** A single resource whose row carries a version: it becomes the answer's {@code ETag}. */
public interface Versioned {
  /** The row's version, which grows by one with every write. */
  long version();
}
