package com.honeydue.testing;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a client sends into the messages of PostgreSQL's frontend protocol, version 3.
 * Remembers the text of every statement parsed, so that a Bind tells which SQL it runs. Looks no
 * further once the bytes make no sense. Not thread-safe.
 */
final class FrontendDecoder {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSSENC_REQUEST = 80877104;
  private static final int CANCEL_REQUEST = 80877102;

  /** What PostgreSQL accepts; anything longer is another protocol. */
  private static final int LONGEST_STARTUP = 10_000;

  private static final int LONGEST_MESSAGE = 1 << 30;

  private final Consumer<WireMessage> messages;
  private final Map<String, String> parsed = new HashMap<>();
  private Buffer pending = Buffer.buffer();
  private boolean started;
  private boolean opaque;

  FrontendDecoder(Consumer<WireMessage> messages) {
    this.messages = messages;
  }

  /** The bytes to come are encrypted: they are no longer looked at. */
  void becomeOpaque() {
    opaque = true;
    pending = Buffer.buffer();
  }

  void feed(Buffer bytes) {
    if (opaque) {
      return;
    }
    Buffer all = pending.length() == 0 ? bytes : pending.appendBuffer(bytes);
    int at = 0;
    while (true) {
      int header = started ? 1 : 0;
      if (all.length() - at < header + 4) {
        break;
      }
      int length = all.getInt(at + header);
      if (length < 4 || length > (started ? LONGEST_MESSAGE : LONGEST_STARTUP)) {
        becomeOpaque();
        return;
      }
      if (all.length() - at - header < length) {
        break;
      }
      Body body = new Body(all, at + header + 4, at + header + length);
      messages.accept(started ? typed((char) all.getByte(at), body) : untyped(body));
      at += header + length;
    }
    pending = at == all.length() ? Buffer.buffer() : all.getBuffer(at, all.length());
  }

  private WireMessage untyped(Body body) {
    return switch (body.integer()) {
      case SSL_REQUEST -> new WireMessage("SSLRequest", null, null);
      case GSSENC_REQUEST -> new WireMessage("GSSENCRequest", null, null);
      case CANCEL_REQUEST -> new WireMessage("CancelRequest", null, null);
      default -> {
        started = true;
        yield new WireMessage("Startup", null, null);
      }
    };
  }

  private WireMessage typed(char type, Body body) {
    String kind = String.valueOf(type);
    return switch (type) {
      case 'Q' -> new WireMessage(kind, null, body.text());
      case 'P' -> {
        String name = body.text();
        String sql = body.text();
        parsed.put(name, sql);
        yield new WireMessage(kind, name, sql);
      }
      case 'B' -> {
        body.text(); // the portal
        yield named(kind, body.text());
      }
      case 'D', 'C' ->
          body.octet() == 'S' ? named(kind, body.text()) : new WireMessage(kind, null, null);
      default -> new WireMessage(kind, null, null);
    };
  }

  private WireMessage named(String kind, String name) {
    @Nullable String sql = parsed.get(name);
    return new WireMessage(kind, name, sql);
  }

  /** Reads the fields of one message in order. */
  private static final class Body {
    private final Buffer bytes;
    private final int end;
    private int at;

    Body(Buffer bytes, int start, int end) {
      this.bytes = bytes;
      this.at = start;
      this.end = end;
    }

    int integer() {
      int value = bytes.getInt(at);
      at += 4;
      return value;
    }

    byte octet() {
      return bytes.getByte(at++);
    }

    /** Up to the next zero byte. */
    String text() {
      int stop = at;
      while (stop < end && bytes.getByte(stop) != 0) {
        stop++;
      }
      String text = bytes.getString(at, stop, StandardCharsets.UTF_8.name());
      at = stop + 1;
      return text;
    }
  }
}
