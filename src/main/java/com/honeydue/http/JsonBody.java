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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
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
    try (JsonParser parser = parser(bytes)) {
      if (parser.nextToken() == null) {
        throw malformed("it is empty");
      }
      Object value = value(parser, 0);
      if (parser.nextToken() != null) {
        throw malformed("something follows its end");
      }
      return value;
    } catch (StreamConstraintsException tooMuch) {
      throw Failure.of(
          Failure.Kind.INVALID,
          "json_limits",
          "The body holds a name or a number that is longer than the server reads.");
    } catch (JsonProcessingException malformed) {
      var location = malformed.getLocation();
      throw malformed(
          location == null
              ? "it can not be read"
              : "line " + location.getLineNr() + ", column " + location.getColumnNr());
    } catch (IOException notText) {
      throw malformed("it is not UTF-8");
    }
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
          throw malformed("a number is out of range");
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
