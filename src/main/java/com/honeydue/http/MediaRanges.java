package com.honeydue.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Accept} and {@code Content-Type} (RFC 9110 §12.5.1, §8.3). Stateless. */
final class MediaRanges {

  private static final String ANY = "*/*";

  /** From 0 to 1 with at most three digits (RFC 9110 §12.4.2). */
  private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  private MediaRanges() {}

  /** Whether an answer of one of {@code types} may be sent to whoever sent {@code accept}. */
  static boolean accepts(@Nullable String accept, List<String> types) {
    if (accept == null
        || types.isEmpty()
        || accept.equals(ANY)
        || accept.equals(types.getFirst())) {
      return true;
    }
    for (String type : types) {
      if (quality(accept, type) > 0) {
        return true;
      }
    }
    return false;
  }

  /** The media type without its parameters, in lower case. */
  static String essence(String contentType) {
    int semicolon = contentType.indexOf(';');
    return Fields.strip(semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .toLowerCase(Locale.ROOT);
  }

  /** Whether the text is in UTF-8, as far as its media type says. */
  static boolean isUtf8(String contentType) {
    for (String parameter : Fields.split(contentType, ';')) {
      String named = Fields.strip(parameter).toLowerCase(Locale.ROOT);
      if (named.startsWith("charset=")) {
        return named.substring("charset=".length()).replace("\"", "").equals("utf-8");
      }
    }
    return true;
  }

  /** The weight of {@code type}: that of the most specific range it is in; 0 if it is in none. */
  private static double quality(String accept, String type) {
    double quality = 0;
    int best = 0;
    for (String range : Fields.split(accept, ',')) {
      String name = essence(range);
      int specific = specificity(name, type);
      if (specific > best) {
        best = specific;
        quality = weight(range);
      }
    }
    return quality;
  }

  private static int specificity(String range, String type) {
    if (range.equals(type)) {
      return 3;
    }
    if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
      return 2;
    }
    return range.equals(ANY) ? 1 : 0;
  }

  /** The {@code q} of one element of a list; 1 if it has none, or none that can be read. */
  static double weight(String element) {
    for (String parameter : Fields.split(element, ';')) {
      String named = Fields.strip(parameter);
      if (named.startsWith("q=") || named.startsWith("Q=")) {
        String weight = named.substring(2);
        return WEIGHT.matcher(weight).matches() ? Double.parseDouble(weight) : 1;
      }
    }
    return 1;
  }
}
