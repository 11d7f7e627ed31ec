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

  private static final String ANY = "*";
  private static final char DELETE = 0x7f;
  private static final char LAST_BYTE = 0xff;

  private EntityTags() {}

  /**
   * The conditions of a request.
   *
   * @throws Failure if {@code If-Match} is no list of tags: to go on would be to write without the
   *     condition
   */
  static Preconditions of(MultiMap headers, boolean write) {
    String match = write ? Fields.list(headers, HttpHeaders.IF_MATCH) : null;
    String noneMatch = Fields.list(headers, HttpHeaders.IF_NONE_MATCH);
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

  /**
   * The opaque parts of a list of tags, {@code *} for any; {@code null} if it is none. A tag that
   * is a star within its quotes keeps them: it is no tag of ours, and not any.
   */
  static @Nullable List<String> parse(String header) {
    if (Fields.strip(header).equals(ANY)) {
      return List.of(ANY);
    }
    List<String> tags = new ArrayList<>(1);
    int at = skip(header, 0);
    while (at < header.length()) {
      if (header.startsWith("W/", at)) {
        at += 2;
      }
      int close = close(header, at);
      if (close < 0) {
        return null;
      }
      String tag = header.substring(at + 1, close);
      tags.add(tag.equals(ANY) ? '"' + tag + '"' : tag);
      at = skip(header, close + 1);
      if (at < header.length() && header.lastIndexOf(',', at) <= close) {
        return null;
      }
    }
    return tags.isEmpty() ? null : tags;
  }

  /** Where the quote is that ends the tag which begins here; -1 if none does. */
  private static int close(String header, int open) {
    if (open >= header.length() || header.charAt(open) != '"') {
      return -1;
    }
    int at = open + 1;
    while (at < header.length() && isOpaque(header.charAt(at))) {
      at++;
    }
    return at < header.length() && header.charAt(at) == '"' ? at : -1;
  }

  /** {@code etagc}: what is visible but the quote, and what RFC 9110 calls obs-text. */
  private static boolean isOpaque(char c) {
    return c > ' ' && c != '"' && c != DELETE && c <= LAST_BYTE;
  }

  /** Where the next element begins: after commas and white space. */
  private static int skip(String header, int from) {
    int at = from;
    while (at < header.length()
        && (header.charAt(at) == ',' || Fields.isSpace(header.charAt(at)))) {
      at++;
    }
    return at;
  }
}
