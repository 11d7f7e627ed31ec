package com.honeydue.push;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One push to one device.
 *
 * @param id the same when it is sent again: Apple takes it as {@code apns-id}
 * @param type what it is about, one of a bounded set of snake_case words
 * @param alert what is shown; {@code null} wakes the app without showing anything
 * @param collapse a later push with the same text here replaces this one, at most 64 bytes; {@code
 *     null} for none
 * @param priority whether a device that saves power is woken; {@code NORMAL} without an alert
 * @param expires from when it is not worth delivering
 * @param data for the app; keys are snake_case words that no provider gives a meaning, nor {@code
 *     type} and {@code category}, which the app is told anyway
 */
public record PushMessage(
    UUID id,
    String type,
    @Nullable Alert alert,
    @Nullable String collapse,
    Priority priority,
    Instant expires,
    Map<String, String> data) {

  /** How urgent it is. */
  public enum Priority {
    NORMAL,
    HIGH
  }

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern RESERVED =
      Pattern.compile(
          "aps|from|notification|message_type|collapse_key|type|category|(google|gcm).*");
  private static final int LONGEST_COLLAPSE = 64;

  /** Both providers take 4,096 bytes in all; what is not text needs a few hundred of them. */
  private static final int MOST_BYTES = 3_500;

  public PushMessage {
    data = Map.copyOf(data);
    require(WORD.matcher(type).matches(), "a push's type");
    require(alert != null || priority == Priority.NORMAL, "an urgent push that shows nothing");
    require(
        collapse == null || bytes(collapse) <= LONGEST_COLLAPSE, "too long a text to collapse by");
    for (String key : data.keySet()) {
      require(WORD.matcher(key).matches() && !RESERVED.matcher(key).matches(), "the key " + key);
    }
  }

  /** All that the app is told beside the alert, in a fixed order. */
  Map<String, String> told() {
    var told = new TreeMap<>(data);
    told.put("type", type);
    if (category() != null) {
      told.put("category", category());
    }
    return told;
  }

  @Nullable String category() {
    return alert == null ? null : alert.category();
  }

  /** Whether it holds more text than any provider takes. */
  boolean isTooLarge() {
    int bytes = alert == null ? 0 : bytes(alert.title()) + bytes(alert.body());
    for (var entry : data.entrySet()) {
      bytes += bytes(entry.getKey()) + bytes(entry.getValue());
    }
    return bytes > MOST_BYTES;
  }

  /** Without what it says. */
  @Override
  public String toString() {
    return "PushMessage[" + id + ", " + type + "]";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
