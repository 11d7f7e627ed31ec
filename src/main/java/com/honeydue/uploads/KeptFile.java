package com.honeydue.uploads;

import com.honeydue.storage.DayKeys;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to be kept, and what is known of it.
 *
 * @param kept the file itself
 * @param picture null for a document
 */
record KeptFile(String key, Picture.Encoded kept, @Nullable Picture picture) {

  private static final int KIB = 1_024;
  private static final int RANDOM_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  static KeptFile of(String key, Picture picture) {
    return new KeptFile(key, picture.kept(), picture);
  }

  static KeptFile of(String key, Spool.Spooled document) {
    var kept =
        new Picture.Encoded(document.path(), document.type(), document.length(), document.sha256());
    return new KeptFile(key, kept, null);
  }

  static String newKey(Instant now) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return DayKeys.of(now, HexFormat.of().formatHex(random));
  }

  Picture.@Nullable Encoded thumbnail() {
    return picture == null ? null : picture.thumbnail();
  }

  String thumbnailKey() {
    return DayKeys.thumbnailOf(key);
  }

  List<String> keys() {
    return picture == null ? List.of(key) : List.of(key, thumbnailKey());
  }

  /** As columns of its row. */
  JsonObject facts() {
    long all = kept.length() + (picture == null ? 0 : picture.thumbnail().length());
    var facts =
        new JsonObject()
            .put("object_key", key)
            .put("media_type", kept.type().mediaType())
            .put("sha256", "\\x" + kept.sha256())
            .put("bytes", kept.length())
            .put("kibibytes", Math.ceilDiv(all, KIB));
    return picture == null
        ? facts
        : facts.put("width", picture.width()).put("height", picture.height());
  }
}
