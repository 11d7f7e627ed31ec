package com.honeydue.testing;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened on the wire, as the client saw it. Thread-safe: written by the proxy's event loop,
 * read by tests.
 */
final class WireLog {

  /** Round trips remembered one by one; older ones are only counted. */
  private static final int KEPT = 100_000;

  private final Deque<OpenRoundTrip> kept = new ArrayDeque<>();
  private long begun;
  private long bytesUp;
  private long bytesDown;
  private int connections;
  private int unanswered;

  /** The part of the log that one connection writes. */
  final class Channel {
    private final int connection;
    private final FrontendDecoder frontend = new FrontendDecoder(this::sent);
    private final BackendDecoder backend = new BackendDecoder();
    private @Nullable OpenRoundTrip current;
    private boolean heard = true;
    private boolean encryptionAsked;
    private int open;

    private Channel(int connection) {
      this.connection = connection;
    }

    /** The client has sent {@code bytes}. */
    void up(Buffer bytes) {
      synchronized (WireLog.this) {
        OpenRoundTrip trip = current;
        if (trip == null || heard) {
          trip = begin(connection);
          current = trip;
          heard = false;
        }
        trip.up += bytes.length();
        bytesUp += bytes.length();
        frontend.feed(bytes);
      }
    }

    private void sent(WireMessage message) {
      if (current != null) {
        current.messages.add(message);
      }
      switch (message.kind()) {
        case "SSLRequest", "GSSENCRequest" -> encryptionAsked = true;
        case "Startup", "S", "Q" -> awaitAnswers(1);
        default -> {}
      }
    }

    /** {@code bytes} are being handed to the client. */
    void down(Buffer bytes) {
      synchronized (WireLog.this) {
        heard = true;
        bytesDown += bytes.length();
        if (current != null) {
          current.down += bytes.length();
        }
        int at = 0;
        if (encryptionAsked) {
          encryptionAsked = false;
          at = 1;
          if (backend.encrypts(bytes)) {
            frontend.becomeOpaque();
          }
        }
        awaitAnswers(-backend.ready(bytes, at));
      }
    }

    void closed() {
      synchronized (WireLog.this) {
        awaitAnswers(-open);
      }
    }

    private void awaitAnswers(int more) {
      open += more;
      unanswered += more;
      if (unanswered == 0) {
        WireLog.this.notifyAll();
      }
    }
  }

  synchronized Channel open() {
    return new Channel(++connections);
  }

  private OpenRoundTrip begin(int connection) {
    OpenRoundTrip trip = new OpenRoundTrip(connection);
    begun++;
    kept.addLast(trip);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    return trip;
  }

  synchronized WireTotals totals() {
    return new WireTotals(begun, bytesUp, bytesDown, connections);
  }

  synchronized RoundTrips since(WireTotals mark) {
    long first = begun - kept.size();
    if (mark.roundTrips() < first) {
      throw new IllegalStateException("only the last " + KEPT + " round trips are kept one by one");
    }
    return new RoundTrips(
        kept.stream().skip(mark.roundTrips() - first).map(OpenRoundTrip::snapshot).toList(),
        connections - mark.connections());
  }

  /** Waits until PostgreSQL has answered everything. False if it had not {@code atMost} later. */
  synchronized boolean awaitQuiet(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (unanswered > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private static final class OpenRoundTrip {
    private final int connection;
    private final List<WireMessage> messages = new ArrayList<>(4);
    private long up;
    private long down;

    private OpenRoundTrip(int connection) {
      this.connection = connection;
    }

    private RoundTrip snapshot() {
      return new RoundTrip(connection, messages, up, down);
    }
  }
}
