package com.honeydue.notifications;

import com.honeydue.mail.model.HomeTasks;
import com.honeydue.mail.model.TaskDigest;
import com.honeydue.mail.model.TaskLine;
import com.honeydue.notifications.DeliveryStatements.Due;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts the tasks of a digest together. Stateless. */
final class Digest {

  private Digest() {}

  /**
   * The mail about {@code tasks}, which are sorted by residence and date; null if there are none.
   *
   * @param day the reader's
   */
  static @Nullable TaskDigest of(List<Due> tasks, LocalDate day) {
    var homes = new ArrayList<HomeTasks>();
    int from = 0;
    while (from < tasks.size()) {
      int to = from;
      while (to < tasks.size() && tasks.get(to).residenceId() == tasks.get(from).residenceId()) {
        to++;
      }
      homes.add(home(tasks.subList(from, to)));
      from = to;
    }
    return homes.isEmpty() ? null : new TaskDigest(day, homes);
  }

  private static HomeTasks home(List<Due> tasks) {
    var first = tasks.getFirst();
    return new HomeTasks(
        first.residence(),
        first.residenceId(),
        lines(tasks, task -> task.due().isBefore(task.today())),
        lines(tasks, task -> task.due().equals(task.today())),
        lines(tasks, task -> task.due().isAfter(task.today())));
  }

  private static List<TaskLine> lines(List<Due> tasks, Predicate<Due> which) {
    return tasks.stream()
        .filter(which)
        .map(task -> new TaskLine(task.taskId(), task.title(), task.due()))
        .toList();
  }
}
