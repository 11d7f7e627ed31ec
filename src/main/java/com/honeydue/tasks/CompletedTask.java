package com.honeydue.tasks;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import java.util.Collection;

/**
 * A completion and the task as it is after it.
 *
 * @param completion of the occurrence that was asked for
 */
public record CompletedTask(Completion completion, Task task) implements Scoped {

  @Override
  public Collection<Scope> scopes() {
    return task.scopes();
  }
}
