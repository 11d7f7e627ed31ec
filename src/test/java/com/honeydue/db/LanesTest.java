package com.honeydue.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What lanes promise while nothing fails: one round trip, whole bursts, honest outcomes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanesTest {

  private static final Statement<Long> READ =
      Statement.select("read", "note")
          .takes(Long.class)
          .sql("select value from note where id = $1")
          .map(row -> row.getLong(0));
  private static final Statement<Long> ADD =
      Statement.insert("add", "note")
          .takes(Long.class, Long.class)
          .sql("insert into note (id, value) values ($1, $2) returning value")
          .conflict("note_pkey", "note_exists", "There is such a note.")
          .map(row -> row.getLong(0));
  private static final Statement<Long> TRANSACTION_ID =
      Statement.update("transactionId", "note")
          .sql("select pg_current_xact_id()::text::bigint")
          .map(row -> row.getLong(0));
  private static final Statement<String> LONG_TEXT =
      Statement.select("longText", "note")
          .takes(String.class)
          .sql("select $1::text /* " + "a long statement ".repeat(200) + " */")
          .map(row -> row.getString(0));

  /** Declares anything at all, so that only the driver can notice a wrong argument. */
  private static final Statement<Long> UNCHECKED =
      Statement.insert("unchecked", "note")
          .takes(Long.class, Object.class)
          .sql("insert into note (id, value) values ($1, $2) returning id")
          .map(row -> row.getLong(0));

  private final LanesFixture fixture =
      new LanesFixture(
          "create table note (id bigint primary key, value bigint not null)",
          "insert into note values (1, 11), (2, 22)");

  @BeforeAll
  void open() {
    fixture.open(4, 256, 1000, READ, ADD, TRANSACTION_ID, LONG_TEXT, UNCHECKED);
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  @Test
  void runShouldCostOneRoundTrip() {
    var mark = fixture.wire.mark();
    assertThat(fixture.rows(READ.with(1L))).containsExactly(11L);
    assertThat(fixture.wire.since(mark).shapes()).containsExactly("B E S");
  }

  @Test
  void aStatementOverTwoKilobytesShouldCostOneRoundTrip() {
    assertThat(LONG_TEXT.sql().length()).isGreaterThan(2048);
    var mark = fixture.wire.mark();
    assertThat(fixture.rows(LONG_TEXT.with("x"))).containsExactly("x");
    assertThat(fixture.wire.since(mark).count()).isEqualTo(1);
  }

  @Test
  void pipelineShouldCostOneRoundTrip() {
    var one = READ.with(1L);
    var two = READ.with(2L);
    var mark = fixture.wire.mark();
    var results = fixture.on(lanes -> lanes.pipeline(one, two));
    assertThat(results.of(one)).containsExactly(11L);
    assertThat(results.of(two)).containsExactly(22L);
    assertThat(fixture.wire.since(mark).count()).isEqualTo(1);
  }

  @Test
  void transactionShouldCostOneRoundTripAndCommit() {
    var mark = fixture.wire.mark();
    fixture.on(lanes -> lanes.transaction(ADD.with(100L, 1L), ADD.with(101L, 2L)));
    assertThat(fixture.wire.since(mark).count()).isEqualTo(1);
    assertThat(count("id in (100, 101)")).isEqualTo(2);
  }

  @Test
  void transactionShouldFailAsAWholeAlthoughTheServerAnswersCommitWithSuccess() {
    var failure =
        fixture.failureOf(
            lanes -> lanes.transaction(ADD.with(200L, 1L), ADD.with(1L, 1L), ADD.with(201L, 1L)));
    assertThat(failure)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("note_exists"));
    assertThat(count("id in (200, 201)")).isZero();
  }

  @Test
  void transactionShouldRollBackWhenTheDriverRefusesAnArgument() {
    var failure =
        fixture.failureOf(
            lanes -> lanes.transaction(ADD.with(300L, 1L), UNCHECKED.with(301L, "no number")));
    assertThat(failure).isInstanceOf(Failure.class);
    assertThat(count("id in (300, 301)")).isZero();
    // The lane the burst travelled on is usable, and outside any transaction.
    fixture.rows(ADD.with(302L, 1L));
    assertThat(count("id = 302")).isEqualTo(1);
  }

  @Test
  void wrongArgumentsShouldBeRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> ADD.with(1L, "2")).hasMessageContaining("$2 takes Long, not String");
    assertThatThrownBy(() -> ADD.with(1L)).hasMessageContaining("takes 2 arguments, not 1");
  }

  @Test
  void burstsOfManyCallersShouldNeverMix() {
    List<Future<Results>> bursts = new ArrayList<>();
    List<List<Bound<Long>>> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      var burst = List.of(TRANSACTION_ID.with(), ADD.with(1000L + i, 1L), TRANSACTION_ID.with());
      sent.add(burst);
      bursts.add(fixture.start(lanes -> lanes.transaction(burst.toArray(Bound<?>[]::new))));
    }
    var ids = new java.util.HashSet<Long>();
    for (int i = 0; i < bursts.size(); i++) {
      var results = LanesFixture.await(bursts.get(i));
      long first = results.of(sent.get(i).getFirst()).getFirst();
      assertThat(results.of(sent.get(i).getLast())).containsExactly(first);
      ids.add(first);
    }
    assertThat(ids).hasSize(200);
  }

  @Test
  void runShouldSurviveAChangeOfTheTable() {
    var all =
        Statement.select("shape", "shape")
            .sql("select * from shape")
            .<Integer>map(row -> row.size());
    try (var own =
        new LanesFixture("create table shape (id bigint)", "insert into shape values (7)")
            .open(2, 16, 16, all)) {
      assertThat(own.rows(all.with())).containsExactly(1);
      own.postgres.execute("alter table shape add column note text");
      assertThat(own.rows(all.with())).containsExactly(2);
      own.postgres.execute("alter table shape add column more text");
      var bound = all.with();
      Results results = own.on(lanes -> lanes.transaction(bound));
      assertThat(results.of(bound)).containsExactly(3);
    }
  }

  @Test
  void aUniqueViolationShouldBeTheConflictTheStatementDeclares() {
    assertThat(fixture.failureOf(lanes -> lanes.run(ADD.with(1L, 5L))))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFLICT);
              assertThat(failure.code()).isEqualTo("note_exists");
            });
  }

  private long count(String where) {
    return fixture.postgres.number("select count(*) from note where " + where);
  }
}
