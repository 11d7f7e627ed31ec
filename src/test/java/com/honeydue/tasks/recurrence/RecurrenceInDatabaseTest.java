package com.honeydue.tasks.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The database's arithmetic is the one of this package. */
class RecurrenceInDatabaseTest {

  private static final long SEED = 20260505;

  private static final String UNNESTED =
      """
      from unnest(?::text[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::text[], ?::text[])
        with ordinality as c (unit, every, anchor_day, weekdays, nth, nth_weekday, months, occurrence, after, n)
      order by c.n
      """;

  @Test
  void databaseShouldAnswerAsJavaDoes() throws SQLException {
    var random = new Random(SEED);
    List<Question> questions =
        Stream.generate(() -> Question.generate(random)).limit(100_000).toList();

    var answers =
        ask(
            "select task_next_date(c.unit, c.every, c.anchor_day, c.weekdays, c.nth, c.nth_weekday,"
                + " c.months, c.occurrence::date, c.after::date) ",
            questions);

    assertThat(answers).hasSize(questions.size());
    for (int i = 0; i < questions.size(); i++) {
      var question = questions.get(i);
      assertThat(answers.get(i))
          .as("seed %d, %s", SEED, question)
          .isEqualTo(
              question.recurrence().next(question.occurrence(), question.after()).orElse(null));
    }
  }

  @Test
  void whateverIsDoneShouldBeDueLaterAndOnAnotherDate() throws SQLException {
    var random = new Random(SEED + 1);
    List<Question> questions =
        Stream.generate(() -> Question.generate(random)).limit(50_000).toList();

    var answers =
        ask(
            "select task_due_after('completion', c.unit, c.every, c.anchor_day, c.weekdays, c.nth,"
                + " c.nth_weekday, c.months, c.occurrence::date, c.after::date, c.after::date) ",
            questions);

    for (int i = 0; i < questions.size(); i++) {
      var question = questions.get(i);
      var next = answers.get(i);
      if (next != null) {
        assertThat(next)
            .as("seed %d, %s", SEED + 1, question)
            .isAfter(question.after())
            .isNotEqualTo(question.occurrence());
      } else {
        assertThat(question.rule().months()).as("a season always has a first day").isNull();
      }
    }
  }

  private static List<@Nullable LocalDate> ask(String select, List<Question> questions)
      throws SQLException {
    List<@Nullable LocalDate> answers = new ArrayList<>();
    try (var database = TestDatabase.create();
        var connection = database.connect();
        var statement = connection.prepareStatement(select + UNNESTED)) {
      List<Function<Question, @Nullable Object>> columns =
          List.of(
              q -> q.rule().unit(),
              q -> q.rule().every(),
              Question::anchorDay,
              q -> q.rule().weekdays(),
              q -> q.rule().nth(),
              q -> q.rule().nthWeekday(),
              q -> q.rule().months(),
              q -> q.occurrence().toString(),
              q -> q.after().toString());
      for (int i = 0; i < columns.size(); i++) {
        statement.setArray(i + 1, array(connection, columns.get(i), questions));
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          answers.add(rows.getObject(1, LocalDate.class));
        }
      }
    }
    return answers;
  }

  private static java.sql.Array array(
      Connection connection, Function<Question, @Nullable Object> column, List<Question> questions)
      throws SQLException {
    var values = questions.stream().map(column).toArray();
    boolean text = Stream.of(values).anyMatch(String.class::isInstance);
    return connection.createArrayOf(text ? "text" : "int4", values);
  }
}
