package com.honeydue.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a message belongs to, and the span under which its handling is one. Goes with the
 * message: by reference within the process, as text beyond it. Immutable.
 *
 * @param context where that span is current; the root for none
 */
public record Trace(Context context) {

  /** Of what belongs to no trace. */
  public static final Trace NONE = new Trace(Context.root());

  private static final TextMapGetter<Map<String, String>> FIELDS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  /** That of the current work. */
  public static Trace current() {
    Context current = Context.current();
    return current.equals(NONE.context) ? NONE : new Trace(current);
  }

  /** What {@link #fields} wrote. */
  public static Trace of(Map<String, String> fields) {
    return new Trace(W3CTraceContextPropagator.getInstance().extract(NONE.context, fields, FIELDS));
  }

  /** As W3C Trace Context has it; nothing when there is no trace. */
  public Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    W3CTraceContextPropagator.getInstance().inject(context, fields, Map::put);
    return fields;
  }
}
