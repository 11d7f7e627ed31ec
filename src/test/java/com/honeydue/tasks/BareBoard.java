package com.honeydue.tasks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.honeydue.bench.JsonOutput;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.http.Moments;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The board with as little as it takes: the service's statement over lanes, its rows put into
 * columns and written by a streaming generator; no tag, no arguments, no failures. The yardstick of
 * {@code scripts/bench/ceiling}. Lives on the event loop of its lanes.
 */
public final class BareBoard {

  /** What the lanes need to know. */
  public static final List<Statement<?>> STATEMENTS = List.of(BoardStatements.BOARD);

  private static final int DAYS = 30;
  private static final int EXPECTED_BYTES = 32_768;

  private static final Comparator<Shown> OPEN =
      Comparator.comparing(Shown::due, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparingInt(shown -> BoardBuilder.PRIORITIES.indexOf(shown.card().priority()))
          .thenComparingLong(shown -> shown.card().id());

  private static final Comparator<Shown> DONE =
      Comparator.comparing(Shown::finished)
          .thenComparingLong(shown -> shown.card().id())
          .reversed();

  private record Shown(TaskCard card, LocalDate today) {

    @Nullable LocalDate due() {
      return card.snoozedUntil() == null ? card.nextDueDate() : card.snoozedUntil();
    }

    Instant finished() {
      return card.completedAt() == null ? card.updatedAt() : card.completedAt();
    }

    ColumnName column() {
      return ColumnName.of(
          card.cancelled(),
          card.completedAt() != null,
          card.inProgress(),
          due(),
          today,
          today.plusDays(DAYS));
    }
  }

  private final Lanes lanes;

  public BareBoard(Lanes lanes) {
    this.lanes = lanes;
  }

  /** The JSON of the board of {@code userId}. */
  public Future<Buffer> read(long userId) {
    Instant now = Instant.now();
    return lanes
        .run(BoardStatements.BOARD.with(userId, now.atOffset(ZoneOffset.UTC), null))
        .map(rows -> write(rows, now.minus(Boards.OVERLAP).truncatedTo(ChronoUnit.SECONDS)));
  }

  private static Buffer write(List<BoardRow> rows, Instant asOf) {
    Map<Long, BoardRow> homes = new LinkedHashMap<>();
    Map<ColumnName, List<Shown>> columns = new EnumMap<>(ColumnName.class);
    for (var row : rows) {
      homes.putIfAbsent(row.residenceId(), row);
      var card = row.card(Objects.requireNonNull(row.role()));
      if (card != null) {
        var shown = new Shown(card, row.today());
        columns.computeIfAbsent(shown.column(), name -> new ArrayList<>()).add(shown);
      }
    }
    return JsonOutput.of(
        EXPECTED_BYTES,
        json -> {
          json.writeStartObject();
          json.writeNumberField("days", DAYS);
          json.writeFieldName("as_of");
          Moments.write(json, asOf);
          json.writeArrayFieldStart("residences");
          for (var home : homes.values()) {
            json.writeStartObject();
            json.writeNumberField("id", home.residenceId());
            json.writeStringField("role", home.role());
            json.writeStringField("today", home.today().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("columns");
          for (var name : ColumnName.values()) {
            column(json, name, columns.getOrDefault(name, new ArrayList<>()));
          }
          json.writeEndArray();
          json.writeArrayFieldStart("deleted_ids");
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void column(JsonGenerator json, ColumnName name, List<Shown> cards)
      throws IOException {
    cards.sort(name == ColumnName.COMPLETED || name == ColumnName.CANCELLED ? DONE : OPEN);
    json.writeStartObject();
    json.writeStringField("name", name.wireName());
    json.writeNumberField("count", cards.size());
    json.writeArrayFieldStart("tasks");
    for (var shown : cards) {
      card(json, shown.card());
    }
    json.writeEndArray();
    json.writeNullField("next_cursor");
    json.writeEndObject();
  }

  private static void card(JsonGenerator json, TaskCard card) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", card.id());
    json.writeNumberField("residence_id", card.residenceId());
    json.writeStringField("title", card.title());
    json.writeStringField("category", card.category());
    json.writeStringField("priority", card.priority());
    json.writeStringField("frequency", card.frequency());
    JsonOutput.number(json, "interval", card.interval());
    JsonOutput.date(json, "due_date", card.dueDate());
    JsonOutput.date(json, "next_due_date", card.nextDueDate());
    JsonOutput.date(json, "snoozed_until", card.snoozedUntil());
    JsonOutput.number(json, "assigned_to", card.assignedTo());
    json.writeBooleanField("in_progress", card.inProgress());
    json.writeBooleanField("cancelled", card.cancelled());
    json.writeBooleanField("read_only", card.readOnly());
    JsonOutput.moment(json, "completed_at", card.completedAt());
    json.writeNumberField("completion_count", card.completionCount());
    json.writeFieldName("last_completion");
    completion(json, card.lastCompletion());
    json.writeArrayFieldStart("actions");
    for (String action : card.actions()) {
      json.writeString(action);
    }
    json.writeEndArray();
    json.writeNumberField("version", card.version());
    JsonOutput.moment(json, "updated_at", card.updatedAt());
    json.writeEndObject();
  }

  static void completion(JsonGenerator json, @Nullable LastCompletion completion)
      throws IOException {
    if (completion == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("id", completion.id());
    JsonOutput.date(json, "occurrence", completion.occurrence());
    JsonOutput.moment(json, "performed_at", completion.performedAt());
    JsonOutput.number(json, "completed_by", completion.completedBy());
    json.writeEndObject();
  }
}
