package com.honeydue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/** Writes moments and days as the server does, for what is compared with it. */
public final class Moments {

  private static final InstantWriter<Instant> WRITER = new InstantWriter<>(Instant.class);
  private static final DayWriter DAYS = new DayWriter();

  private Moments() {}

  @SuppressWarnings("NullAway") // the writer asks nothing of its provider
  public static void write(JsonGenerator json, Instant moment) throws IOException {
    WRITER.serialize(moment, json, null);
  }

  @SuppressWarnings("NullAway") // the writer asks nothing of its provider
  public static void write(JsonGenerator json, LocalDate day) throws IOException {
    DAYS.serialize(day, json, null);
  }
}
