package com.honeydue.tasks;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import java.util.Collection;
import java.util.List;

/** Tasks that were made together, in the order in which they were asked for. */
public record TaskList(List<Task> tasks) implements Scoped {

  @Override
  public Collection<Scope> scopes() {
    return tasks.stream().flatMap(task -> task.scopes().stream()).distinct().toList();
  }
}
