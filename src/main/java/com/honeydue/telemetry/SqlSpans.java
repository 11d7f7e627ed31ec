package com.honeydue.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.sqlclient.DatabaseException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * One span per SQL statement, from the moment it is asked for (so that waiting for a lane is inside
 * it) to its last row. Outside a trace (keep-warm queries, start-up) there are none. Arguments are
 * never recorded. Thread-safe.
 */
public final class SqlSpans {

  private static final String SYSTEM = "postgresql";

  /**
   * As much of a statement's text as a span has, twice, without what indents it: the longest are
   * many times that, and their text was a large part of what exporting a span costs.
   */
  static final int LONGEST_TEXT = 1_000;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** SQLSTATEs that our own statements raise to refuse a call: correct answers, not failures. */
  private static final String REFUSAL = "HD";

  private final Tracer tracer;
  private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

  public SqlSpans(Telemetry telemetry) {
    this.tracer = telemetry.tracer();
  }

  /**
   * Begins the span of a statement under the current one.
   *
   * @param name the statement's unique name
   * @param table what it is about
   * @param operation select, insert, update or delete
   * @param sql its text, without arguments
   */
  public Span start(String name, String table, String operation, String sql) {
    Context parent = Context.current();
    if (!Span.fromContext(parent).isRecording()) {
      return Span.getInvalid();
    }
    Shape shape = shapes.get(name);
    if (shape == null) {
      shape = shapes.computeIfAbsent(name, unseen -> Shape.of(unseen, table, operation, sql));
    }
    return tracer
        .spanBuilder(shape.spanName())
        .setParent(parent)
        .setSpanKind(SpanKind.CLIENT)
        .setAllAttributes(shape.attributes())
        .startSpan();
  }

  /** The statement was handed to a connection: it has left the queue. */
  public void sent(Span span) {
    span.addEvent(Names.Event.LANE_LEFT_QUEUE);
  }

  /** The statement's last row has come. */
  public void end(Span span, int rows) {
    span.setAttribute(Names.Attribute.DB_ROWS, (long) rows);
    span.end();
  }

  /** The statement failed, or was refused by the rules written in it. */
  public void fail(Span span, Throwable cause) {
    if (span.isRecording()) {
      String type = cause.getClass().getSimpleName();
      boolean refusal = false;
      if (cause instanceof DatabaseException database && database.getSqlState() != null) {
        type = database.getSqlState();
        refusal = type.startsWith(REFUSAL);
        span.setAttribute(Names.Attribute.DB_STATUS, type);
      }
      if (!refusal) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(Names.Attribute.ERROR_TYPE, type);
      }
    }
    span.end();
  }

  private record Shape(String spanName, Attributes attributes) {
    static Shape of(String name, String table, String operation, String sql) {
      String verb = operation.toUpperCase(Locale.ROOT);
      String line = BLANKS.matcher(sql).replaceAll(" ");
      String text = line.substring(0, Math.min(line.length(), LONGEST_TEXT));
      return new Shape(
          verb + " " + table,
          Attributes.builder()
              .put(Names.Attribute.DB_SYSTEM, SYSTEM)
              .put(Names.Attribute.DB_OPERATION, verb)
              .put(Names.Attribute.DB_COLLECTION, table)
              .put(Names.Attribute.DB_QUERY_SUMMARY, name)
              .put(Names.Attribute.DB_QUERY_TEXT, text)
              .put(Names.Attribute.DB_STATEMENT, text)
              .build());
    }
  }
}
