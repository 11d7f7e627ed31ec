package com.honeydue.http.schema;

import com.honeydue.bus.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with one request and knows where in it the check is. Reused from request
 * to request; used by one thread at a time.
 */
public final class Errors {

  /** More than this helps nobody. */
  private static final int MOST = 50;

  private final List<FieldError> found = new ArrayList<>();
  private Object[] path = new Object[16];
  private int depth;

  /** Goes into the member {@code name} of an object or the item at an index of an array. */
  public void enter(Object nameOrIndex) {
    if (depth == path.length) {
      path = java.util.Arrays.copyOf(path, depth * 2);
    }
    path[depth++] = nameOrIndex;
  }

  public void leave() {
    depth--;
  }

  /** The value at the present place is wrong. */
  public void add(String message) {
    if (found.size() < MOST) {
      found.add(new FieldError(pointer(), message));
    }
  }

  /** The member {@code name} of the object at the present place is wrong. */
  public void add(String name, String message) {
    enter(name);
    add(message);
    leave();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public int size() {
    return found.size();
  }

  /** What was found; this object is empty again after it. */
  public List<FieldError> take() {
    var taken = List.copyOf(found);
    clear();
    return taken;
  }

  public void clear() {
    found.clear();
    depth = 0;
  }

  /** The present place as a JSON Pointer (RFC 6901). */
  private String pointer() {
    var pointer = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      pointer.append('/').append(path[i].toString().replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
