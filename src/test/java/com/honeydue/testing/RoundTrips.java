package com.honeydue.testing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The round trips between two moments. Everything on the wire is in here, also what has nothing to
 * do with the operation measured: connections being opened, statements being prepared, keep-warm
 * queries. Nothing is left out unless a test says so by the exact text of the statement ({@link
 * #without}); better still, it switches keep-warm off.
 *
 * <p>The count is a sum over all connections: work done side by side on two of them counts twice,
 * so it is never less than the round trips a caller waits for.
 *
 * @param all in the order in which they began
 * @param connectionsOpened connections accepted meanwhile: not 0 means that a lane was opened
 *     within the section
 */
public record RoundTrips(List<RoundTrip> all, int connectionsOpened) {

  public RoundTrips {
    all = List.copyOf(all);
  }

  public int count() {
    return all.size();
  }

  /** The kinds of messages of each round trip, such as {@code ["B E S"]}. */
  public List<String> shapes() {
    return all.stream().map(RoundTrip::shape).toList();
  }

  public long bytesUp() {
    return all.stream().mapToLong(RoundTrip::bytesUp).sum();
  }

  public long bytesDown() {
    return all.stream().mapToLong(RoundTrip::bytesDown).sum();
  }

  /**
   * These, less those that consist of nothing but runs of exactly these texts, such as a keep-warm
   * query or what is noted in batches some time later.
   */
  public RoundTrips without(String... sql) {
    var texts = Set.of(sql);
    return new RoundTrips(
        all.stream().filter(trip -> !trip.isOnly(texts)).toList(), connectionsOpened);
  }

  @Override
  public String toString() {
    return "%d round trips, %d connections opened%s"
        .formatted(
            count(),
            connectionsOpened,
            all.stream().map(trip -> "\n  " + trip).collect(Collectors.joining()));
  }
}
