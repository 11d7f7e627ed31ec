package com.honeydue.db;

import java.util.IdentityHashMap;
import java.util.List;

/** The rows of every statement of a pipeline or transaction. */
public final class Results {

  private final IdentityHashMap<Bound<?>, List<?>> rows = new IdentityHashMap<>();

  <T> void put(Bound<T> bound, List<T> found) {
    rows.put(bound, found);
  }

  /** The rows of {@code bound}, which must be one of those that were sent. */
  @SuppressWarnings("unchecked")
  public <T> List<T> of(Bound<T> bound) {
    var found = (List<T>) rows.get(bound);
    if (found == null) {
      throw new IllegalArgumentException(bound + " was not part of this burst");
    }
    return found;
  }
}
