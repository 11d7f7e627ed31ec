package com.honeydue.http;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8259 to the letter, and what {@link JsonBody} asks besides: no key twice, 32 levels, names of
 * 256 characters, numbers of 100 that fit a double, strings that can be stored. For one text.
 */
final class NaiveJson {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final int DEEPEST = 32;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 100;

  private final String text;
  private int at;

  private NaiveJson(String text) {
    this.text = text;
  }

  /** That the text is not to be taken. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  static @Nullable Object parse(byte[] bytes) throws Refused {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var json = new NaiveJson(text.startsWith("\ufeff") ? text.substring(1) : text);
      Object value = json.value(0);
      json.blanks();
      if (json.at < json.text.length()) {
        throw new Refused("more follows");
      }
      return value;
    } catch (CharacterCodingException e) {
      throw new Refused("not UTF-8");
    }
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char next() throws Refused {
    if (at == text.length()) {
      throw new Refused("ends too soon");
    }
    return text.charAt(at++);
  }

  private boolean takes(String word) {
    blanks();
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    return false;
  }

  private void expect(String word) throws Refused {
    if (!takes(word)) {
      throw new Refused(word + " is missing");
    }
  }

  private @Nullable Object value(int depth) throws Refused {
    if (takes("{")) {
      return object(deeper(depth));
    }
    if (takes("[")) {
      return array(deeper(depth));
    }
    if (takes("\"")) {
      return storable(string());
    }
    if (takes("true")) {
      return true;
    }
    if (takes("false")) {
      return false;
    }
    return takes("null") ? null : number();
  }

  private static int deeper(int depth) throws Refused {
    if (depth == DEEPEST) {
      throw new Refused("too deep");
    }
    return depth + 1;
  }

  private Map<String, @Nullable Object> object(int depth) throws Refused {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (takes("}")) {
      return members;
    }
    do {
      expect("\"");
      String name = storable(string());
      if (name.length() > LONGEST_NAME) {
        throw new Refused("too long a name");
      }
      expect(":");
      if (members.containsKey(name)) {
        throw new Refused("twice");
      }
      members.put(name, value(depth));
    } while (takes(","));
    expect("}");
    return members;
  }

  private List<@Nullable Object> array(int depth) throws Refused {
    List<@Nullable Object> items = new ArrayList<>();
    if (takes("]")) {
      return items;
    }
    do {
      items.add(value(depth));
    } while (takes(","));
    expect("]");
    return items;
  }

  private String string() throws Refused {
    var found = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw new Refused("control character");
      }
      found.append(c == '\\' ? escaped(next()) : c);
    }
    return found.toString();
  }

  private char escaped(char c) throws Refused {
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(simple);
    }
    if (c != 'u') {
      throw new Refused("escape");
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(next()));
      if (digit < 0) {
        throw new Refused("escape");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private static String storable(String text) throws Refused {
    if (text.indexOf(0) >= 0 || text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
      throw new Refused("can not be stored");
    }
    return text;
  }

  private Object number() throws Refused {
    var match = NUMBER.matcher(text).region(at, text.length());
    if (!match.lookingAt()) {
      throw new Refused("a value is missing");
    }
    at = match.end();
    String number = match.group();
    if (number.length() > LONGEST_NUMBER) {
      throw new Refused("too long");
    }
    if (match.group(2) == null && match.group(3) == null) {
      return new BigInteger(number);
    }
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw new Refused("out of range");
    }
    return value;
  }
}
