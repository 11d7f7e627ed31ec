package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.honeydue.bus.SharedWords;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {

  private enum Colour {
    RED
  }

  private record Everything(
      long someId,
      @Nullable String nothing,
      LocalDate dueDate,
      OffsetDateTime madeAt,
      Colour colour,
      List<Integer> numbers,
      Map<String, Object> map,
      JsonObject object,
      JsonArray array,
      double amount) {}

  @Test
  void writeShouldUseSnakeCaseIsoTimesAndNulls() throws IOException {
    var value =
        new Everything(
            7,
            null,
            LocalDate.of(2026, 5, 31),
            OffsetDateTime.parse("2026-05-31T10:30:00.5+02:00"),
            Colour.RED,
            List.of(1, 2),
            Map.of("keptAsItIs", 1),
            new JsonObject().put("alsoKept", true),
            new JsonArray().add("x"),
            0.25);

    assertThat(Json.write(value, 16))
        .hasToString(
            "{\"some_id\":7,\"nothing\":null,\"due_date\":\"2026-05-31\","
                + "\"made_at\":\"2026-05-31T08:30:00.500000Z\",\"colour\":\"RED\",\"numbers\":[1,2],"
                + "\"map\":{\"keptAsItIs\":1},\"object\":{\"alsoKept\":true},\"array\":[\"x\"],\"amount\":0.25}");
  }

  private record Offered(List<String> actions) {}

  @Test
  void sharedWordsShouldBeWrittenAsAnyList() throws IOException {
    for (var words : List.of(List.<String>of(), List.of("one"), List.of("one", "mark_as_2"))) {
      assertThat(Json.write(new Offered(SharedWords.of(words)), 16))
          .isEqualTo(Json.write(new Offered(words), 16));
    }
    assertThatThrownBy(() -> SharedWords.of(List.of("a\"b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writeShouldSayWhatCanNotBeWritten() {
    assertThatThrownBy(() -> Json.write(new Object(), 16)).isInstanceOf(JsonMappingException.class);
  }

  @Test
  void momentsShouldBeWrittenAsTheyAreRead() throws IOException {
    var random = new Random(7);
    long span =
        Duration.between(
                Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"))
            .toSeconds();
    for (int i = 0; i < 5_000; i++) {
      Instant moment =
          Instant.parse("0001-01-01T00:00:00Z")
              .plusSeconds(random.nextLong(span))
              .plusNanos(random.nextInt(1_000_000_000))
              .truncatedTo(
                  List.of(ChronoUnit.NANOS, ChronoUnit.MICROS, ChronoUnit.SECONDS).get(i % 3));

      String written = Json.write(moment, 16).toString();

      assertThat(Instant.parse(written.substring(1, written.length() - 1))).isEqualTo(moment);
    }
    assertThat(Json.write(Instant.parse("2026-05-31T08:30:00Z"), 16))
        .hasToString("\"2026-05-31T08:30:00Z\"");
  }

  @Test
  void daysShouldBeWrittenAsTheyAreRead() throws IOException {
    var random = new Random(7);
    long span = LocalDate.of(9999, 12, 31).toEpochDay();
    for (int i = 0; i < 5_000; i++) {
      var day = LocalDate.ofEpochDay(random.nextLong(-span / 5, span));

      String written = Json.write(day, 16).toString();

      assertThat(LocalDate.parse(written.substring(1, written.length() - 1))).isEqualTo(day);
    }
    assertThat(Json.write(LocalDate.of(2026, 5, 1), 16)).hasToString("\"2026-05-01\"");
    assertThat(Json.write(LocalDate.of(10_000, 1, 1), 16)).hasToString("\"+10000-01-01\"");
  }
}
