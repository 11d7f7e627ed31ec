package com.honeydue.telemetry;

import com.honeydue.config.ObsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that spans and profiles are sent with. From a file it is read anew for each batch, so
 * that it can be changed while the process runs; a file that is gone or empty for a moment changes
 * nothing. Used by an exporter's own thread, which may wait for a disk.
 */
final class IngestToken {

  private static final Logger log = LoggerFactory.getLogger(IngestToken.class);

  private final @Nullable Path file;
  private volatile String known;
  private volatile boolean unreadable;

  IngestToken(ObsSettings settings) {
    this.file = settings.ingestTokenFile().isEmpty() ? null : Path.of(settings.ingestTokenFile());
    this.known = settings.ingestToken().value();
  }

  /** What a request has to say; nothing while there is no token. */
  Map<String, String> header() {
    if (file != null) {
      known = read(file);
    }
    return known.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + known);
  }

  private String read(Path from) {
    try {
      String token = Files.readString(from).strip();
      unreadable = false;
      return token.isEmpty() ? known : token;
    } catch (IOException away) {
      if (!unreadable) {
        log.atWarn().addKeyValue("file", from).log("the ingest token can not be read");
      }
      unreadable = true;
      return known;
    }
  }
}
