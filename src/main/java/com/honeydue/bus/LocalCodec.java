package com.honeydue.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Passes immutable values over the bus by reference: no copy, no bytes. Stateless, safe everywhere.
 *
 * <p>The bus is local to the process; should it ever be clustered, {@link WireFormat} is what this
 * codec would write.
 */
final class LocalCodec<T> implements MessageCodec<T, T> {

  private final Class<T> type;

  LocalCodec(Class<T> type) {
    this.type = type;
  }

  @Override
  public void encodeToWire(Buffer buffer, T value) {
    WireFormat.write(buffer, value);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    return WireFormat.read(position, buffer, type);
  }

  @Override
  public T transform(T value) {
    return value;
  }

  @Override
  public String name() {
    return "honeydue." + type.getSimpleName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
