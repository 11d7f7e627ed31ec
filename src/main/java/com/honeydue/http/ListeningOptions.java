package com.honeydue.http;

import com.honeydue.config.HttpSettings;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** How the server listens, and what it reads at most of a request's head. Stateless. */
final class ListeningOptions {

  static final int LONGEST_LINE = 8 * 1024;
  static final int LARGEST_HEADERS = 16 * 1024;

  /** Vert.x gives each instance a free port of its own for 0, and all of them one for this. */
  private static final int ANY_SHARED_PORT = -1;

  /**
   * More than the minute that proxies in front keep idle connections, so that they close them and
   * not we.
   */
  private static final int IDLE_SECONDS = 75;

  private ListeningOptions() {}

  static HttpServerOptions of(HttpSettings settings) {
    return new HttpServerOptions()
        .setPort(settings.port() == 0 ? ANY_SHARED_PORT : settings.port())
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LARGEST_HEADERS)
        .setInitialSettings(
            new HttpServerOptions().getInitialSettings().setMaxHeaderListSize(LARGEST_HEADERS))
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setTcpNoDelay(true);
  }
}
