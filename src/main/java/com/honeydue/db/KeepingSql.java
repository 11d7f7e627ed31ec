package com.honeydue.db;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a statement so that it also keeps the rows it returns, as JSON, with the idempotency key
 * under which it runs: change and answer are one statement, so no crash can come between them.
 * {@code with a as (…) select …} becomes {@code with a as (…), kept_answer as (select …), keeping
 * as (update …) select * from kept_answer}. Stateless.
 */
final class KeepingSql {

  private static final Set<String> MAIN = Set.of("select", "insert", "update", "delete", "values");

  private KeepingSql() {}

  /**
   * The statement that keeps; null for a write that returns no rows, which needs none.
   *
   * @param sql a statement of {@code parameters} parameters; three more are appended: the key's
   *     user, operation and text
   */
  static @Nullable String of(String sql, int parameters) {
    int main = mainAt(sql);
    if (!sql.regionMatches(true, main, "select", 0, 6) && !hasWord(sql, main, "returning")) {
      return null;
    }
    return """
    %s kept_answer as (
    %s
    ), keeping as (
      update idempotency_key
      set answers = array_append(
        answers, (select coalesce(json_agg(row_to_json(kept_answer)), '[]') from kept_answer))
      where user_id = $%d and operation = $%d and key = $%d
    )
    select * from kept_answer\
    """
        .formatted(
            main == 0 ? "with" : sql.substring(0, main).stripTrailing() + ",",
            sql.substring(main),
            parameters + 1,
            parameters + 2,
            parameters + 3);
  }

  /** Where the statement itself begins, after its {@code with}. */
  private static int mainAt(String sql) {
    if (!sql.regionMatches(true, 0, "with", 0, 4)) {
      return 0;
    }
    int[] found = {-1};
    topLevelWords(
        sql,
        4,
        (start, end) -> {
          if (found[0] < 0
              && MAIN.contains(sql.substring(start, end).toLowerCase(java.util.Locale.ROOT))) {
            found[0] = start;
          }
        });
    if (found[0] < 0) {
      throw new IllegalArgumentException("a statement without a main part: " + sql);
    }
    return found[0];
  }

  private static boolean hasWord(String sql, int from, String word) {
    boolean[] found = {false};
    topLevelWords(
        sql,
        from,
        (start, end) -> {
          found[0] |= sql.substring(start, end).equalsIgnoreCase(word);
        });
    return found[0];
  }

  /** Takes a word: where it begins and ends. */
  private interface WordVisitor {
    void visit(int start, int end);
  }

  /** Visits the words that are in no parentheses, no quotes and no comment. */
  private static void topLevelWords(String sql, int from, WordVisitor visitor) {
    int depth = 0;
    int at = from;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        at = sql.indexOf(c, at + 1) + 1;
      } else if (c == '-' && sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (Character.isLetter(c) || c == '_') {
        int end = at;
        while (end < sql.length()
            && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
          end++;
        }
        if (depth == 0) {
          visitor.visit(at, end);
        }
        at = end;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        at++;
      }
    }
  }
}
