package com.honeydue.db;

import com.honeydue.bus.IdempotencyKey;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The statements that carry a change out under an idempotency key: for each that may take part in
 * one its keeping form, the claim that goes before them and the look-up that goes after. Immutable.
 */
final class Keeping {

  /** $1 user, $2 operation, $3 key, $4 fingerprint; fails with HD208 when the key was used. */
  static final Statement<Boolean> CLAIM =
      Statement.insert("claimIdempotencyKey", "idempotency_key")
          .takes(Long.class, String.class, String.class, String.class)
          .sql("select idempotency_claim($1, $2, $3, $4)")
          .map(row -> true);

  /** $1 user, $2 operation, $3 key: what was kept under it. */
  static final Statement<KeptAnswer> ANSWER =
      Statement.select("findKeptAnswer", "idempotency_key")
          .takes(Long.class, String.class, String.class)
          .sql(
              """
              select k.fingerprint, array_to_json(k.answers)::text
              from idempotency_key k
              where k.user_id = $1 and k.operation = $2 and k.key = $3
              """)
          .map(row -> new KeptAnswer(row.getString(0), row.getString(1)));

  private final IdentityHashMap<Statement<?>, Statement<?>> forms = new IdentityHashMap<>();
  private final List<Statement<?>> all = new ArrayList<>();

  Keeping(List<Statement<?>> statements) {
    all.addAll(statements);
    for (var statement : statements) {
      if (statement.writes() || statement.besideWrites()) {
        keeping(statement);
      }
    }
    all.add(CLAIM);
    all.add(ANSWER);
  }

  /** Everything that is to be prepared on a lane. */
  List<Statement<?>> all() {
    return List.copyOf(all);
  }

  /** The form of {@code bound} that keeps its rows under {@code key}. */
  @SuppressWarnings("unchecked")
  <T> Bound<T> of(Bound<T> bound, IdempotencyKey key) {
    var form = (Statement<T>) forms.get(bound.statement());
    if (form == null) {
      throw new IllegalStateException(
          bound + " is sent together with a write, but is not marked besideWrites()");
    }
    if (!keeps(bound)) {
      return bound;
    }
    var arguments = new Object[bound.arguments().size() + 3];
    for (int i = 0; i < bound.arguments().size(); i++) {
      arguments[i] = bound.arguments().getValue(i);
    }
    arguments[arguments.length - 3] = key.userId();
    arguments[arguments.length - 2] = key.operation();
    arguments[arguments.length - 1] = key.key();
    return new Bound<>(form, Tuple.wrap(arguments));
  }

  /** Whether the rows of {@code bound} are kept: a write that returns none has nothing to keep. */
  @SuppressWarnings("ReferenceEquality") // a statement is a constant
  boolean keeps(Bound<?> bound) {
    return forms.get(bound.statement()) != bound.statement();
  }

  private void keeping(Statement<?> statement) {
    String sql = KeepingSql.of(statement.sql(), statement.parameters().size());
    if (sql == null) {
      forms.put(statement, statement);
      return;
    }
    var form = statement.keeping(sql);
    forms.put(statement, form);
    all.add(form);
  }
}
