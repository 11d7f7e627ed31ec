package com.honeydue.http;

import com.honeydue.storage.ByteRange;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests for a part of a file (RFC 9110 §14). Stateless. */
final class Ranges {

  private static final CharSequence RANGE = HttpHeaders.createOptimized("range");
  private static final CharSequence IF_RANGE = HttpHeaders.createOptimized("if-range");
  private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  private Ranges() {}

  /**
   * The one part that is asked for; null for the whole file, which is also what answers several
   * parts, a unit that is not bytes, and a part of what the file was before. Its begin may lie
   * behind the file's end: then there is no such part.
   *
   * @param tag the file's present tag
   * @param total how many bytes it has
   */
  static @Nullable ByteRange of(MultiMap headers, @Nullable String tag, long total) {
    String header = headers.get(RANGE);
    if (header == null || !holds(headers.get(IF_RANGE), tag)) {
      return null;
    }
    Matcher range = ONE.matcher(header);
    if (!range.matches()) {
      return null;
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? null : suffix(Long.parseLong(last), total);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    return to < from ? null : new ByteRange(from, Math.max(from, Math.min(to, total - 1)));
  }

  /** The last bytes. */
  private static ByteRange suffix(long bytes, long total) {
    return bytes == 0
        ? new ByteRange(total, total)
        : new ByteRange(Math.max(0, total - bytes), total - 1);
  }

  /** The answer's {@code Content-Range}. */
  static String header(ByteRange range, long total) {
    return range.first() >= total
        ? "bytes */" + total
        : "bytes " + range.first() + "-" + range.last() + "/" + total;
  }

  private static boolean holds(@Nullable String condition, @Nullable String tag) {
    return condition == null || (tag != null && condition.equals(EntityTags.header(tag, false)));
  }
}
