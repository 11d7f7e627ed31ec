package com.honeydue.testing;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test, or the class around it, during which an event loop was blocked. Found by JUnit
 * for every class.
 */
public final class NoBlockedEventLoops implements AfterEachCallback, AfterAllCallback {

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check();
  }

  private static void check() {
    List<BlockedEventLoops.Blocked> blocked = BlockedEventLoops.drain();
    if (!blocked.isEmpty()) {
      var error = new AssertionError("an event loop was blocked: " + blocked.getFirst().thread());
      error.setStackTrace(blocked.getFirst().stack().toArray(StackTraceElement[]::new));
      throw error;
    }
  }
}
