package com.honeydue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JacksonStdImpl;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.honeydue.bus.SharedWords;
import java.io.IOException;

/** Copies lists that were encoded before. Stateless. */
@JacksonStdImpl
final class SharedWordsWriter extends StdSerializer<SharedWords> {

  private static final long serialVersionUID = 1L;

  SharedWordsWriter() {
    super(SharedWords.class);
  }

  @Override
  public void serialize(SharedWords words, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeRawValue(words.json());
  }
}
