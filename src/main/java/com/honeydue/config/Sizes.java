package com.honeydue.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers of bytes as settings write them: {@code 512}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}.
 */
final class Sizes {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(|KiB|MiB|GiB)");
  private static final long KIB = 1_024;
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "KiB", KIB, "MiB", KIB * KIB, "GiB", KIB * KIB * KIB);

  private Sizes() {}

  static Optional<Long> parse(String text) {
    var match = TEXT.matcher(text);
    return match.matches()
        ? Optional.of(Long.parseLong(match.group(1)) * UNITS.getOrDefault(match.group(2), 1L))
        : Optional.empty();
  }

  /** In the largest unit that leaves no rest. */
  static String text(long bytes) {
    if (bytes == 0 || bytes % KIB != 0) {
      return Long.toString(bytes);
    }
    long kib = bytes / KIB;
    if (kib % KIB != 0) {
      return kib + "KiB";
    }
    long mib = kib / KIB;
    return mib % KIB != 0 ? mib + "MiB" : mib / KIB + "GiB";
  }
}
