package com.honeydue.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in header fields: folded (RFC 5322, 2.2.3), and encoded where it is not plain ASCII
 * (RFC 2047). Nothing that comes out has a line end in it but those of folding, so no header can be
 * smuggled in. Stateless.
 */
final class HeaderText {

  private static final int WIDTH = 76;
  private static final String FOLD = "\r\n ";
  private static final String BEGIN = "=?UTF-8?B?";
  private static final String END = "?=";

  /**
   * What may stand as it is. {@code =?} would be taken for an encoded word, and some readers take a
   * backslash at the end of a line for one that escapes it.
   */
  private static final Pattern PLAIN = Pattern.compile("(?!.*=\\?)[\\x20-\\x5b\\x5d-\\x7e]*");

  private HeaderText() {}

  /** Free text, such as a subject. */
  static String text(String header, String text) {
    String line = UserText.line(text);
    return PLAIN.matcher(line).matches() && !hasLongWord(line)
        ? folded(header.length() + 2, line)
        : encoded(header.length() + 2, line);
  }

  /**
   * An address and the name before it.
   *
   * @param name null or blank leaves the address alone
   * @param address a dot-atom and a domain, checked before
   */
  static String mailbox(String header, @Nullable String name, String address) {
    String shown = name == null ? "" : UserText.name(name);
    if (shown.isEmpty()) {
      return address;
    }
    String phrase =
        PLAIN.matcher(shown).matches()
            ? '"' + shown.replace("\"", "\\\"") + '"'
            : encoded(header.length() + 2, shown);
    int column = phrase.length() - phrase.lastIndexOf('\n');
    boolean fits = header.length() + 2 + column + 3 + address.length() <= WIDTH;
    return phrase + (fits ? " " : FOLD) + "<" + address + ">";
  }

  /** A URL, which is ASCII and can't be folded. */
  static String url(String url) {
    return "<" + url.replace("<", "%3C").replace(">", "%3E") + ">";
  }

  /** The most that fits into an encoded word on a line that has {@code column} characters. */
  private static int bytes(int column) {
    return (WIDTH - column - BEGIN.length() - END.length()) / 4 * 3;
  }

  private static boolean hasLongWord(String line) {
    int word = 0;
    for (int i = 0; i < line.length(); i++) {
      word = line.charAt(i) == ' ' ? 0 : word + 1;
      if (word > WIDTH - 12) {
        return true;
      }
    }
    return false;
  }

  private static String folded(int column, String line) {
    var folded = new StringBuilder();
    int at = column;
    for (String word : line.split(" ", -1)) {
      if (!folded.isEmpty()) {
        boolean fits = at + 1 + word.length() <= WIDTH;
        folded.append(fits || word.isEmpty() ? " " : FOLD);
        at = fits || word.isEmpty() ? at + 1 : 1;
      }
      folded.append(word);
      at += word.length();
    }
    return folded.toString();
  }

  /** Words of whole characters, each on a line of its own but the first. */
  private static String encoded(int column, String text) {
    var encoded = new StringBuilder();
    var word = new StringBuilder();
    int bytes = 0;
    int most = bytes(column);
    for (int i = 0; i < text.length(); ) {
      String character = Character.toString(text.codePointAt(i));
      int size = character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > most) {
        append(word, encoded);
        bytes = 0;
        most = bytes(1);
      }
      word.append(character);
      bytes += size;
      i += character.length();
    }
    append(word, encoded);
    return encoded.toString();
  }

  private static void append(StringBuilder word, StringBuilder encoded) {
    encoded
        .append(encoded.isEmpty() ? "" : FOLD)
        .append(BEGIN)
        .append(
            Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)))
        .append(END);
    word.setLength(0);
  }
}
