package com.honeydue.http;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names under which one server process of Redis remembers tags. Immutable.
 *
 * @param prefix of all of them
 */
record UnchangedKeys(String prefix) {

  /** Longer ones would fill Redis with what a caller makes up. */
  private static final int LONGEST = 600;

  /**
   * The hours of all time zones differ by quarters, so no day anywhere begins within one: what was
   * remembered before midnight is not looked for after.
   */
  private static final long QUARTER = Duration.ofMinutes(15).toSeconds();

  /** Those of the process that names itself {@code server}. */
  static UnchangedKeys of(String server) {
    return new UnchangedKeys(
        "unchanged:" + server.substring(0, Math.min(12, server.length())) + ':');
  }

  /** Since when nothing was lost. */
  String born() {
    return prefix + "born";
  }

  /** When a scope was last touched. */
  String stamp(String scope) {
    return prefix + scope;
  }

  /**
   * The entry of a read: caller, operation, quarter of an hour and arguments. Two different
   * questions never share one, since each part can be told from the next. Null where the arguments
   * are too long to be remembered.
   *
   * @param names every parameter that the operation takes, in one order
   */
  @Nullable String entry(Call<Arguments> call, List<String> names, Instant now) {
    var key = new StringBuilder(96);
    key.append(prefix).append(call.userId()).append(':').append(call.operation());
    key.append(':').append(now.getEpochSecond() / QUARTER);
    var parameters = call.arguments().parameters();
    for (int i = 0; i < names.size(); i++) {
      key.append(',');
      append(parameters.get(names.get(i)), key);
    }
    return key.length() > LONGEST ? null : key.toString();
  }

  /** The same where the arguments hold a secret: a hash tells it from others as well. */
  @Nullable String hidden(Call<Arguments> call, List<String> names, Instant now) {
    String entry = entry(call, names, now);
    return entry == null ? null : prefix + call.operation() + ':' + Sha256.half(entry);
  }

  /** A text goes with its length, so that nothing in it can be taken for a separator. */
  private static void append(@Nullable Object value, StringBuilder key) {
    switch (value) {
      case null -> {}
      case Long number -> key.append(number.longValue());
      case Boolean flag -> key.append(flag.booleanValue());
      case List<?> list -> {
        key.append('[');
        list.forEach(item -> append(item, key.append(',')));
        key.append(']');
      }
      default -> {
        String text = value.toString();
        key.append(text.length()).append(':').append(text);
      }
    }
  }
}
