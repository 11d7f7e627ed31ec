package com.honeydue.http;

import com.honeydue.bus.Failure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the one file in {@code multipart/form-data} while that comes. For one thread. */
final class FormParser {

  private static final int LONGEST_HEAD = 8 * 1_024;
  private static final int LONGEST_BOUNDARY = 70;
  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"\\\\]+)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);
  private static final String DISPOSITION = "content-disposition:";
  private static final Pattern FORM_DATA = Pattern.compile("^\\s*form-data\\s*;");
  private static final Pattern NAMED_FILE = Pattern.compile(";\\s*name=\"?file\"?\\s*(?:;|$)");

  private enum State {
    BEFORE,
    HEAD,
    CONTENT,
    AFTER
  }

  private final byte[] delimiter;
  private final Handler<Buffer> content;

  /** The line break that begins a boundary is not there at the very begin. */
  private byte[] rest = ascii("\r\n");

  private State state = State.BEFORE;

  /**
   * @param content takes the file's content, piece by piece
   */
  FormParser(String boundary, Handler<Buffer> content) {
    this.delimiter = ascii("\r\n--" + boundary);
    this.content = content;
  }

  /** The boundary that a {@code Content-Type} names; null where it names none that is allowed. */
  static @Nullable String boundary(String contentType) {
    var match = BOUNDARY.matcher(contentType);
    if (!match.find()) {
      return null;
    }
    String boundary = match.group(1) == null ? match.group(2) : match.group(1);
    return boundary.length() <= LONGEST_BOUNDARY ? boundary : null;
  }

  static Failure malformed() {
    return Failure.of(
        Failure.Kind.INVALID,
        "multipart_malformed",
        "The body must be multipart/form-data with one part, named file.");
  }

  /** Whether the last boundary has come. */
  boolean isComplete() {
    return state == State.AFTER;
  }

  /**
   * The next piece of the body.
   *
   * @throws Failure if it is not what it should be
   */
  void take(Buffer chunk) {
    byte[] more = chunk.getBytes();
    byte[] bytes = Arrays.copyOf(rest, rest.length + more.length);
    System.arraycopy(more, 0, bytes, rest.length, more.length);
    int at = 0;
    int next = step(bytes, at);
    while (next > at) {
      at = next;
      next = step(bytes, at);
    }
    rest = Arrays.copyOfRange(bytes, at, bytes.length);
  }

  /** Where the next step begins; {@code at} when more has to come first. */
  private int step(byte[] bytes, int at) {
    return switch (state) {
      case BEFORE -> before(bytes, at);
      case HEAD -> head(bytes, at);
      case CONTENT -> content(bytes, at);
      case AFTER -> bytes.length;
    };
  }

  /** What comes before the first boundary means nothing. */
  private int before(byte[] bytes, int at) {
    int found = find(delimiter, bytes, at);
    if (found < 0) {
      return notTooMuch(bytes, at);
    }
    state = State.HEAD;
    return found + delimiter.length;
  }

  private int head(byte[] bytes, int at) {
    int end = find(HEAD_END, bytes, at);
    if (end < 0) {
      return notTooMuch(bytes, at);
    }
    if (!isFile(new String(bytes, at, end - at, StandardCharsets.UTF_8))) {
      throw malformed();
    }
    state = State.CONTENT;
    return end + HEAD_END.length;
  }

  private static boolean isFile(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION))
        .map(line -> line.substring(DISPOSITION.length()))
        .anyMatch(line -> FORM_DATA.matcher(line).find() && NAMED_FILE.matcher(line).find());
  }

  private int content(byte[] bytes, int at) {
    int found = find(delimiter, bytes, at);
    int known = found >= 0 ? found : bytes.length - delimiter.length + 1;
    if (known > at) {
      content.handle(Buffer.buffer(Arrays.copyOfRange(bytes, at, known)));
      return known;
    }
    if (found < 0 || bytes.length < found + delimiter.length + 2) {
      return at;
    }
    if (bytes[found + delimiter.length] != '-' || bytes[found + delimiter.length + 1] != '-') {
      // Another part.
      throw malformed();
    }
    state = State.AFTER;
    return bytes.length;
  }

  private static int notTooMuch(byte[] bytes, int at) {
    if (bytes.length - at > LONGEST_HEAD) {
      throw malformed();
    }
    return at;
  }

  private static int find(byte[] wanted, byte[] bytes, int from) {
    int last = bytes.length - wanted.length;
    outer:
    for (int i = from; i <= last; i++) {
      if (bytes[i] == wanted[0]) {
        for (int j = 1; j < wanted.length; j++) {
          if (bytes[i + j] != wanted[j]) {
            continue outer;
          }
        }
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
