package com.honeydue.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The contract as it is served. It is written when somebody first asks for it, on a worker thread:
 * most processes are never asked, and none has to wait for it while it starts. Thread-safe.
 */
public final class ContractText {

  private final JsonObject document;
  private @Nullable Future<Written> written;

  /**
   * The text and what identifies it.
   *
   * @param tag the entity tag of {@code yaml}
   */
  public record Written(String yaml, String tag) {}

  ContractText(JsonObject document) {
    this.document = document;
  }

  /**
   * The same for all who ask; answers on the caller's context.
   *
   * @param vertx whose workers write it for the first
   */
  public Future<Written> get(Vertx vertx) {
    // The one that is kept answers on the context of whoever came first.
    Promise<Written> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
    kept(vertx).onComplete(answer);
    return answer.future();
  }

  private synchronized Future<Written> kept(Vertx vertx) {
    if (written == null) {
      written = vertx.executeBlocking(() -> write(document));
    }
    return written;
  }

  private static Written write(JsonObject document) {
    String yaml = ContractDocument.write(document.getMap());
    return new Written(yaml, digest(yaml));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
