package com.honeydue.tasks;

import com.honeydue.bus.SharedWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a caller may do with a task that is not archived: members complete it and say that they are
 * at it, managers and owners also write. What is read-only can only be deleted. The statements
 * judge again. Stateless.
 */
final class Actions {

  private static final int WRITES = 1;
  private static final int CANCELLED = 1 << 1;
  private static final int COMPLETED = 1 << 2;
  private static final int IN_PROGRESS = 1 << 3;
  private static final int RECURRING = 1 << 4;
  private static final int DATED = 1 << 5;
  private static final int READ_ONLY = 1 << 6;

  /** A board has as many of these lists as cards, so they are shared. */
  private static final List<SharedWords> BY_STATE =
      IntStream.range(0, READ_ONLY << 1).mapToObj(Actions::of).toList();

  private Actions() {}

  /**
   * The allowed actions, named as the paths of their operations.
   *
   * @param readOnly whether it is beyond what a tier holds
   * @param completed whether it is a one-off task that was done
   * @param dated whether an occurrence with a date is open
   */
  static List<String> of(
      String role,
      boolean readOnly,
      boolean cancelled,
      boolean completed,
      boolean inProgress,
      boolean recurring,
      boolean dated) {
    return BY_STATE.get(
        ("member".equals(role) ? 0 : WRITES)
            | (readOnly ? READ_ONLY : 0)
            | (cancelled ? CANCELLED : 0)
            | (completed ? COMPLETED : 0)
            | (inProgress ? IN_PROGRESS : 0)
            | (recurring ? RECURRING : 0)
            | (dated ? DATED : 0));
  }

  private static SharedWords of(int state) {
    boolean changes = !has(state, READ_ONLY);
    boolean open = changes && !has(state, CANCELLED) && !has(state, COMPLETED);
    boolean deletes = has(state, WRITES);
    boolean writes = changes && deletes;
    var actions = new ArrayList<String>();
    addIf(open, "complete", actions);
    addIf(open && !has(state, IN_PROGRESS), "mark_in_progress", actions);
    addIf(writes && open && has(state, DATED), "snooze", actions);
    addIf(writes && open && has(state, DATED) && has(state, RECURRING), "skip", actions);
    addIf(writes, "edit", actions);
    addIf(writes && open, "cancel", actions);
    addIf(writes && has(state, CANCELLED), "uncancel", actions);
    addIf(writes, "archive", actions);
    addIf(deletes, "delete", actions);
    return SharedWords.of(actions);
  }

  private static boolean has(int state, int bit) {
    return (state & bit) != 0;
  }

  private static void addIf(boolean allowed, String action, List<String> actions) {
    if (allowed) {
      actions.add(action);
    }
  }
}
