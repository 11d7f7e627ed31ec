package com.honeydue.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.honeydue.bus.Failure;
import com.honeydue.http.schema.Characters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies: strict JSON (RFC 8259), of bounded depth, without a key twice in one
 * object. Every way in which a body can be malformed is the caller's mistake and becomes a {@link
 * Failure}. Stateless.
 */
final class JsonBody {

  static final int DEEPEST = 32;

  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_NAME = 256;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST + 1)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(LONGEST_NAME)
                  .build())
          .build();

  private JsonBody() {}

  /**
   * The value of {@code body}: {@code null}, a boolean, a number, a string, a {@link List} or a
   * {@link Map}.
   *
   * @throws Failure if it is not one JSON text
   */
  static @Nullable Object parse(Buffer body) {
    ByteBuf bytes = ((BufferInternal) body).getByteBuf();
    if (!isUtf8(bytes)) {
      throw malformed("it is not UTF-8");
    }
    try (JsonParser parser = parser(bytes)) {
      return whole(parser);
    } catch (IOException notText) {
      throw malformed("it can not be read");
    }
  }

  private static @Nullable Object whole(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() == null) {
        throw malformed("it is empty");
      }
      Object value = value(parser, 0);
      if (parser.nextToken() != null) {
        throw malformed("something follows its end");
      }
      return value;
    } catch (StreamConstraintsException tooMuch) {
      // Only its text tells what was too long; a test holds it to that.
      if (tooMuch.getOriginalMessage().startsWith("Number")) {
        throw unreadable(parser, "has more digits than the server reads");
      }
      throw Failure.of(
          Failure.Kind.INVALID,
          "json_limits",
          "The body holds a name that is longer than the server reads.");
    } catch (JsonProcessingException malformed) {
      var location = malformed.getLocation();
      throw malformed(
          location == null
              ? "it can not be read"
              : "line " + location.getLineNr() + ", column " + location.getColumnNr());
    }
  }

  /**
   * Whether the text is UTF-8, to the letter: Jackson takes overlong forms and halves of pairs,
   * too, and reads UTF-16 and UTF-32 where it sees a zero among the first four bytes.
   */
  private static boolean isUtf8(ByteBuf bytes) {
    int guessed = Math.min(bytes.readableBytes(), 4);
    return bytes.indexOf(bytes.readerIndex(), bytes.readerIndex() + guessed, (byte) 0) < 0
        && ByteBufUtil.isText(bytes, StandardCharsets.UTF_8);
  }

  private static JsonParser parser(ByteBuf bytes) throws IOException {
    if (bytes.hasArray()) {
      return FACTORY.createParser(
          bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
    }
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.getBytes(bytes.readerIndex(), copy);
    return FACTORY.createParser(copy);
  }

  private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, deeper(depth));
      case START_ARRAY -> array(parser, deeper(depth));
      case VALUE_STRING -> storable(parser, parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
          throw unreadable(parser, "is out of range");
        }
        yield number;
      }
      case VALUE_NULL -> null;
      default -> throw malformed("a value is missing");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int depth)
      throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = storable(parser, parser.currentName());
      parser.nextToken();
      int before = members.size();
      members.put(name, value(parser, depth));
      if (members.size() == before) {
        throw malformed("the key \"" + name + "\" is there twice");
      }
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser parser, int depth) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, depth));
    }
    return items;
  }

  private static String storable(JsonParser parser, String text) {
    if (Characters.count(text) < 0) {
      throw Failure.invalid(
          parser.getParsingContext().pathAsPointer().toString(), Characters.UNSTORABLE);
    }
    return text;
  }

  /** A number that nothing behind the edge could hold, whatever the schema says of its field. */
  private static Failure unreadable(JsonParser parser, String why) {
    return Failure.invalid(parser.getParsingContext().pathAsPointer().toString(), why);
  }

  private static int deeper(int depth) {
    if (depth == DEEPEST) {
      throw Failure.of(
          Failure.Kind.INVALID,
          "json_too_deep",
          "The body is nested more than " + DEEPEST + " levels deep.");
    }
    return depth + 1;
  }

  private static Failure malformed(String why) {
    return Failure.of(
        Failure.Kind.INVALID, "malformed_json", "The body is not valid JSON: " + why + ".");
  }
}
