package com.honeydue.telemetry;

import com.honeydue.config.ObsSettings;
import io.pyroscope.http.Format;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.api.Exporter;
import io.pyroscope.javaagent.api.Logger.Level;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.javaagent.impl.PyroscopeExporter;
import io.pyroscope.javaagent.impl.QueuedExporter;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continuous profiling: where the processor's time goes, sent to a Pyroscope. Off unless the
 * settings name one; nothing of the agent is loaded then. It samples by a timer of the process,
 * which needs no right that a pod does not have. One for the process.
 */
final class Profiler {

  private static final Logger log = LoggerFactory.getLogger(Profiler.class);

  /** Some minutes of profiles; when a Pyroscope is away for longer, the oldest go. */
  private static final int WAITING = 16;

  private Profiler() {}

  /** Begins; does nothing without an endpoint. */
  static void start(ObsSettings obs, String service, String instance) {
    var settings = obs.profiling();
    if (settings.endpoint().isEmpty()) {
      return;
    }
    var config =
        new Config.Builder()
            .setApplicationName(service)
            .setServerAddress(settings.endpoint())
            .setProfilingEvent(EventType.ITIMER)
            .setFormat(Format.JFR)
            .setUploadInterval(settings.every())
            .setPushQueueCapacity(WAITING)
            .setIngestMaxRetries(2)
            .setLabels(Map.of("instance", instance))
            .setLogLevel(Level.WARN)
            .build();
    PyroscopeAgent.start(
        new PyroscopeAgent.Options.Builder(config)
            .setLogger(Profiler::said)
            .setExporter(
                new QueuedExporter(
                    config, new Sender(config, new IngestToken(obs)), Profiler::said))
            .build());
    log.atInfo().log("profiling");
  }

  /** Ends; does nothing when it has not begun. */
  static void stop() {
    if (PyroscopeAgent.isStarted()) {
      PyroscopeAgent.stop();
    }
  }

  private static void said(Level level, String format, Object... arguments) {
    if (level.level >= Level.WARN.level) {
      log.atWarn()
          .addKeyValue("said", format)
          .addKeyValue("with", Arrays.toString(arguments))
          .log("the profiler is in trouble");
    }
  }

  /** Sends with the token that is valid now. Lives on the one thread that sends. */
  private static final class Sender implements Exporter {

    private final Config config;
    private final IngestToken token;
    private Map<String, String> known = Map.of();
    private PyroscopeExporter pyroscope;

    Sender(Config config, IngestToken token) {
      this.config = config;
      this.token = token;
      this.pyroscope = new PyroscopeExporter(config, Profiler::said);
    }

    @Override
    public void export(Snapshot profile) {
      var now = token.header();
      if (!now.equals(known)) {
        known = now;
        pyroscope.stop();
        pyroscope =
            new PyroscopeExporter(
                new Config.Builder(config).setHTTPHeaders(now).build(), Profiler::said);
      }
      pyroscope.export(profile);
    }

    @Override
    public void stop() {
      pyroscope.stop();
    }
  }
}
