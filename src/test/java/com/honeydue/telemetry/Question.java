package com.honeydue.telemetry;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;

/** A traced message, as small as can be, passed by reference. */
record Question(String operation, Trace trace) implements TracedMessage {

  /** One of the current trace. */
  Question(String operation) {
    this(operation, Trace.current());
  }

  static final DeliveryOptions OPTIONS = new DeliveryOptions().setCodecName("question");

  static void register(Vertx vertx) {
    vertx.eventBus().registerCodec(new Codec());
  }

  private static final class Codec implements MessageCodec<Question, Question> {
    @Override
    public void encodeToWire(Buffer buffer, Question question) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Question decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Question transform(Question question) {
      return question;
    }

    @Override
    public String name() {
      return "question";
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
