package com.honeydue.jobs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * In which order a worker looks for jobs: a queue of weight 6 comes first six times as often as one
 * of weight 1, and within a queue each type comes first in its turn. Confined to one event loop.
 */
final class TypeOrder {

  private final Map<JobType.Queue, List<JobType>> byQueue = new EnumMap<>(JobType.Queue.class);
  private final DoubleSupplier random;
  private int turn;

  /**
   * @param random numbers from 0 to below 1
   */
  TypeOrder(List<JobType> types, DoubleSupplier random) {
    this.random = random;
    for (var type : types) {
      byQueue.computeIfAbsent(type.queue(), queue -> new ArrayList<>()).add(type);
    }
  }

  /** The order of the next look. */
  List<JobType> next() {
    turn = (turn + 1) & Integer.MAX_VALUE;
    var left = new ArrayList<>(byQueue.keySet());
    var order = new ArrayList<JobType>();
    while (!left.isEmpty()) {
      var types = byQueue.getOrDefault(left.remove(drawn(left)), List.of());
      int first = turn % types.size();
      order.addAll(types.subList(first, types.size()));
      order.addAll(types.subList(0, first));
    }
    return order;
  }

  private int drawn(List<JobType.Queue> queues) {
    double ticket = random.getAsDouble() * queues.stream().mapToInt(JobType.Queue::weight).sum();
    for (int i = 0; i < queues.size(); i++) {
      ticket -= queues.get(i).weight();
      if (ticket < 0) {
        return i;
      }
    }
    return queues.size() - 1;
  }
}
