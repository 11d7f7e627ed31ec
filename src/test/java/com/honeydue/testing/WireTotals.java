package com.honeydue.testing;

/**
 * Everything that went over the wire since the proxy was opened.
 *
 * @param roundTrips over all connections
 * @param bytesUp from clients to the server
 * @param bytesDown from the server to clients
 * @param connections accepted
 */
public record WireTotals(long roundTrips, long bytesUp, long bytesDown, int connections) {

  /** What was added since {@code earlier}. */
  public WireTotals since(WireTotals earlier) {
    return new WireTotals(
        roundTrips - earlier.roundTrips,
        bytesUp - earlier.bytesUp,
        bytesDown - earlier.bytesDown,
        connections - earlier.connections);
  }
}
