package com.honeydue.tasks;

import java.util.List;

/**
 * What a caller may do with a task: members complete, managers and owners also write. Stateless.
 */
final class Actions {

  private static final List<String> NONE = List.of();
  private static final List<String> COMPLETE = List.of("complete");
  private static final List<String> WRITE = List.of("edit", "delete");
  private static final List<String> ALL = List.of("complete", "edit", "delete");

  private Actions() {}

  /**
   * The allowed actions. The lists are shared: a board has as many of them as cards.
   *
   * @param open whether there is an occurrence to complete: neither cancelled nor completed
   */
  static List<String> of(String role, boolean open) {
    boolean writes = !"member".equals(role);
    if (open) {
      return writes ? ALL : COMPLETE;
    }
    return writes ? WRITE : NONE;
  }
}
