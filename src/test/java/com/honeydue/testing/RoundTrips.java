package com.honeydue.testing;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The round trips between two moments. Everything on the wire is in here, also what has nothing to do with the operation
 * measured: connections being opened, statements being prepared, keep-warm queries. Nothing is left out unless a test says
 * so by the exact text of the statement ({@link #without}); better still, it switches keep-warm off.
 *
 * <p>The count is a sum over all connections: work done side by side on two of them counts twice, so it is never less
 * than the round trips a caller waits for.
 *
 * @param bursts in the order in which they began
 * @param connectionsOpened connections accepted meanwhile: not 0 means that a lane was opened within the section
 */
public record RoundTrips(List<Burst> bursts, int connectionsOpened) {

  public RoundTrips {
    bursts = List.copyOf(bursts);
  }

  public int count() {
    return bursts.size();
  }

  /** The kinds of messages of each round trip, such as {@code ["B E S"]}. */
  public List<String> shapes() {
    return bursts.stream().map(Burst::shape).toList();
  }

  public long bytesUp() {
    return bursts.stream().mapToLong(Burst::bytesUp).sum();
  }

  public long bytesDown() {
    return bursts.stream().mapToLong(Burst::bytesDown).sum();
  }

  /** These, less the bursts that consist of nothing but runs of exactly {@code sql}, such as a keep-warm query. */
  public RoundTrips without(String sql) {
    return new RoundTrips(bursts.stream().filter(burst -> !burst.isOnly(sql)).toList(), connectionsOpened);
  }

  @Override
  public String toString() {
    return "%d round trips, %d connections opened%s"
        .formatted(
            count(),
            connectionsOpened,
            bursts.stream().map(burst -> "\n  " + burst).collect(Collectors.joining()));
  }
}
