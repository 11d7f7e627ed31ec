package com.honeydue.http;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Preconditions;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditional requests (RFC 9110 §13). A tag is a row's version, so it names the same thing in
 * every encoding. A strong tag would have to differ between encodings (§8.8.3), so a compressed
 * answer carries the tag as a weak one; and since a client may send back either, {@code If-Match}
 * takes weak tags too, which the RFC does not ask for. Stateless.
 */
final class EntityTags {

  private EntityTags() {}

  /**
   * The conditions of a request.
   *
   * @throws Failure if {@code If-Match} is no list of tags: to go on would be to write without the
   *     condition
   */
  static Preconditions of(MultiMap headers, boolean write) {
    String match = write ? headers.get(HttpHeaders.IF_MATCH) : null;
    String noneMatch = headers.get(HttpHeaders.IF_NONE_MATCH);
    if (match == null && noneMatch == null) {
      return Preconditions.NONE;
    }
    List<String> expected = match == null ? List.of() : parse(match);
    if (expected == null) {
      throw Failure.invalid("/header/If-Match", "must be * or a list of entity tags such as \"3\"");
    }
    // A reader whose If-None-Match can not be understood gets the whole answer.
    List<String> held = noneMatch == null ? null : parse(noneMatch);
    return new Preconditions(expected, held == null ? List.of() : held);
  }

  /** The header's form of {@code tag}. */
  static String header(String tag, boolean weak) {
    return weak ? "W/\"" + tag + '"' : '"' + tag + '"';
  }

  /** The opaque parts of a list of tags, {@code *} for any; {@code null} if it is none. */
  static @Nullable List<String> parse(String header) {
    String list = header.strip();
    if (list.equals("*")) {
      return List.of("*");
    }
    List<String> tags = new ArrayList<>(1);
    int at = 0;
    while (at < list.length()) {
      if (list.startsWith("W/", at)) {
        at += 2;
      }
      int close = list.indexOf('"', at + 1);
      if (at >= list.length() || list.charAt(at) != '"' || close < 0) {
        return null;
      }
      tags.add(list.substring(at + 1, close));
      at = skip(list, close + 1);
      if (at < 0) {
        return null;
      }
    }
    return tags.isEmpty() ? null : tags;
  }

  /** Where the next tag begins after a comma; -1 if something else stands there. */
  private static int skip(String list, int from) {
    boolean comma = false;
    int at = from;
    while (at < list.length()
        && (list.charAt(at) == ',' || Character.isWhitespace(list.charAt(at)))) {
      comma |= list.charAt(at) == ',';
      at++;
    }
    return at < list.length() && !comma ? -1 : at;
  }
}
