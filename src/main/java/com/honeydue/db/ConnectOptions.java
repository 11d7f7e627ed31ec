package com.honeydue.db;

import com.honeydue.config.DatabaseSettings;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/** How a lane connects. */
final class ConnectOptions {

  private ConnectOptions() {}

  /**
   * Options for {@code url}. {@code plan_cache_mode} is sent at start-up, the one place a
   * transaction pooler lets through; generic plans keep the planner out of each call. Spans are
   * made by the lanes themselves.
   *
   * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">sslmode</a>
   */
  static PgConnectOptions of(String url, DatabaseSettings settings) {
    var options =
        PgConnectOptions.fromUri(url)
            .setPipeliningLimit(settings.pipelining() + 16)
            .addProperty("plan_cache_mode", "force_generic_plan")
            .addProperty("application_name", "honeydue");
    options
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheSqlLimit(65_536)
        .setTracingPolicy(TracingPolicy.IGNORE);
    if (options.getSslMode() != SslMode.DISABLE) {
      var ssl = new ClientSSLOptions();
      if (options.getSslMode() == SslMode.VERIFY_FULL) {
        ssl.setHostnameVerificationAlgorithm("HTTPS");
      } else if (options.getSslMode() != SslMode.VERIFY_CA) {
        ssl.setTrustAll(true);
      }
      options.setSslOptions(ssl);
    }
    return options;
  }
}
