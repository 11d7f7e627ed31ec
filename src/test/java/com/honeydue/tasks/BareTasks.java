package com.honeydue.tasks;

import static com.honeydue.bench.JsonOutput.date;
import static com.honeydue.bench.JsonOutput.moment;
import static com.honeydue.bench.JsonOutput.number;

import com.fasterxml.jackson.core.JsonGenerator;
import com.honeydue.bench.JsonOutput;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A task more and a completion with as little as they take: the service's statements over lanes,
 * the body taken as it is, the answer written by a streaming generator. Lives on the event loop of
 * its lanes.
 */
public final class BareTasks {

  /** What the lanes need to know. */
  public static final List<Statement<?>> STATEMENTS =
      List.of(
          TaskCreation.CREATE, CompletionStatements.COMPLETE, CompletionStatements.OF_OCCURRENCE);

  private static final int EXPECTED_BYTES = 2_048;

  private final Lanes lanes;

  public BareTasks(Lanes lanes) {
    this.lanes = lanes;
  }

  /** Makes the task that {@code body} is. */
  public Future<Buffer> create(long userId, JsonObject body) {
    Object home = body.remove("residence_id");
    return lanes
        .run(
            TaskCreation.CREATE.with(
                userId,
                ((Number) Objects.requireNonNull(home)).longValue(),
                new JsonArray().add(body),
                UUID.randomUUID(),
                null))
        .map(rows -> Objects.requireNonNull(rows.getFirst().write().task()))
        .map(made -> JsonOutput.of(EXPECTED_BYTES, json -> task(json, made)));
  }

  /** Completes the occurrence that {@code body} names. */
  public Future<Buffer> complete(long userId, long task, JsonObject body) {
    var occurrence = LocalDate.parse(body.getString("occurrence"));
    var completing =
        CompletionStatements.COMPLETE.with(
            userId,
            task,
            occurrence,
            Instant.now().atOffset(ZoneOffset.UTC),
            new JsonObject(),
            UUID.randomUUID(),
            null);
    var reading = CompletionStatements.OF_OCCURRENCE.with(userId, task, occurrence);
    return lanes
        .pipeline(completing, reading)
        .map(results -> results.of(reading).getFirst())
        .map(known -> JsonOutput.of(EXPECTED_BYTES, json -> completed(json, known)));
  }

  private static void completed(JsonGenerator json, CompletionStatements.Known known)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("completion");
    completion(json, Objects.requireNonNull(known.completion()));
    json.writeFieldName("task");
    task(json, known.task());
    json.writeEndObject();
  }

  private static void task(JsonGenerator json, Task task) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", task.id());
    json.writeNumberField("residence_id", task.residenceId());
    json.writeStringField("title", task.title());
    json.writeStringField("description", task.description());
    json.writeStringField("notes", task.notes());
    json.writeStringField("category", task.category());
    json.writeStringField("priority", task.priority());
    json.writeStringField("frequency", task.frequency());
    number(json, "interval", task.interval());
    json.writeObjectField("weekdays", task.weekdays());
    json.writeObjectField("nth_weekday", task.nthWeekday());
    json.writeObjectField("months", task.months());
    json.writeStringField("anchor", task.anchor());
    date(json, "due_date", task.dueDate());
    date(json, "next_due_date", task.nextDueDate());
    date(json, "snoozed_until", task.snoozedUntil());
    number(json, "assigned_to", task.assignedTo());
    number(json, "contractor_id", task.contractorId());
    number(json, "template_id", task.templateId());
    json.writeObjectField("estimated_cost", task.estimatedCost());
    json.writeBooleanField("in_progress", task.inProgress());
    json.writeBooleanField("cancelled", task.cancelled());
    json.writeBooleanField("read_only", task.readOnly());
    json.writeBooleanField("archived", task.archived());
    moment(json, "completed_at", task.completedAt());
    json.writeNumberField("completion_count", task.completionCount());
    json.writeFieldName("last_completion");
    BareBoard.completion(json, task.lastCompletion());
    number(json, "created_by", task.createdBy());
    json.writeNumberField("version", task.version());
    moment(json, "created_at", task.createdAt());
    moment(json, "updated_at", task.updatedAt());
    json.writeEndObject();
  }

  private static void completion(JsonGenerator json, Completion completion) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", completion.id());
    json.writeNumberField("task_id", completion.taskId());
    json.writeNumberField("residence_id", completion.residenceId());
    date(json, "occurrence", completion.occurrence());
    moment(json, "performed_at", completion.performedAt());
    number(json, "completed_by", completion.completedBy());
    number(json, "contractor_id", completion.contractorId());
    json.writeObjectField("cost", completion.cost());
    number(json, "rating", completion.rating());
    json.writeStringField("notes", completion.notes());
    json.writeArrayFieldStart("photo_ids");
    for (long photo : completion.photoIds()) {
      json.writeNumber(photo);
    }
    json.writeEndArray();
    number(json, "created_by", completion.createdBy());
    json.writeNumberField("version", completion.version());
    moment(json, "created_at", completion.createdAt());
    json.writeEndObject();
  }
}
