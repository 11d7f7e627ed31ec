package com.honeydue.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lanes do when connections die, freeze, lock or fill up. */
class LanesFaultTest {

  private static final Statement<Long> READ =
      Statement.select("read", "note")
          .takes(Long.class)
          .sql("select value from note where id = $1")
          .map(row -> row.getLong(0));
  private static final Statement<Long> WRITE =
      Statement.update("write", "note")
          .takes(Long.class)
          .sql("update note set value = value + 1 where id = $1 returning value")
          .map(row -> row.getLong(0));
  private static final Statement<String> SLEEP =
      Statement.select("sleep", "note")
          .sql("select 'awake' from pg_sleep(0.3)")
          .map(row -> row.getString(0));

  private final LanesFixture fixture =
      new LanesFixture(
          "create table note (id bigint primary key, value bigint not null)",
          "insert into note values (1, 10), (2, 20)");

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aReadShouldSurviveAKilledConnectionAndAWriteShouldSayItIsUnknown() {
    fixture.open(4, 64, 100, READ, WRITE, SLEEP);
    var sleeping = fixture.start(lanes -> lanes.run(SLEEP.with()));
    // The first lane for reads is busy: only that connection dies with a statement in flight.
    fixture.rows(READ.with(1L));
    fixture.postgres.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(0.3)%'"
            + " and pid <> pg_backend_pid() and state = 'active'");
    assertThat(LanesFixture.await(sleeping)).containsExactly("awake");
  }

  @Test
  void everyLaneShouldComeBackByItselfAfterAllWereKilled() {
    fixture.open(4, 64, 100, READ, WRITE, SLEEP);
    fixture.wire.kill();
    awaitAnswer(READ.with(2L), 20L);
    awaitAnswer(WRITE.with(2L), 21L);
  }

  @Test
  void aNetworkThatSwallowsPacketsShouldFailFastAndHeal() {
    fixture.open(2, 64, 100, READ, WRITE);
    fixture.wire.blackhole(true);
    List<Future<List<Long>>> stuck = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      stuck.add(fixture.start(lanes -> lanes.run(READ.with(1L))));
    }
    for (var call : stuck) {
      assertUnavailable(call);
    }
    // Nothing is up any more: the next caller is refused at once instead of waiting for the
    // deadline.
    assertThat(fixture.database().up()).isFalse();
    assertUnavailable(fixture.start(lanes -> lanes.run(READ.with(1L))));
    fixture.wire.blackhole(false);
    awaitAnswer(READ.with(1L), 10L);
    assertThat(fixture.rows(WRITE.with(1L))).containsExactly(11L);
  }

  @Test
  void aLockedRowShouldHoldUpNobodyElse() throws SQLException {
    fixture.open(4, 64, 100, READ, WRITE);
    try (var blocker = fixture.postgres.connect()) {
      blocker.setAutoCommit(false);
      blocker.createStatement().execute("update note set value = 0 where id = 1");
      var locked = fixture.start(lanes -> lanes.run(WRITE.with(1L)));
      // Both of these are answered while the lock is held, so before the locked one can be.
      assertThat(fixture.rows(READ.with(1L))).containsExactly(10L);
      assertThat(fixture.rows(WRITE.with(2L))).containsExactly(21L);
      assertThat(locked.isComplete()).isFalse();
      assertThat(failure(locked).code()).isEqualTo("row_locked");
      blocker.rollback();
    }
  }

  @Test
  void moreThanTheQueueHoldsShouldBeRefusedAtOnce() {
    fixture.open(2, 1, 2, READ, WRITE, SLEEP);
    List<Future<List<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      calls.add(fixture.start(lanes -> lanes.run(SLEEP.with())));
    }
    assertThat(failure(calls.get(4)).code()).isEqualTo("database_busy");
    assertThat(failure(calls.get(3)).code()).isEqualTo("database_busy");
    for (var call : calls.subList(0, 3)) {
      assertThat(LanesFixture.await(call)).containsExactly("awake");
    }
  }

  @Test
  void aStatementOverItsTimeShouldBeEndedByTheServer() {
    var endless =
        Statement.select("endless", "note")
            .sql("select 1 from pg_sleep(60)")
            .<Integer>map(row -> 1);
    fixture.open(2, 64, 100, endless);
    assertThat(failure(fixture.start(lanes -> lanes.run(endless.with()))).code())
        .isEqualTo("statement_timeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"53100", "53200", "53300", "58030", "25006"})
  void aServerThatLacksDiskOrMemoryOrOnlyReadsShouldBeTriedAgainLater(String state) {
    var lacking =
        Statement.update("lacking", "note")
            .takes(Long.class, String.class)
            .sql("update note set value = refused($2) where id = $1 returning value")
            .map(row -> row.getLong(0));
    fixture.postgres.execute(
        "create function refused(state text) returns bigint language plpgsql as"
            + " $$ begin raise 'refused' using errcode = state; end $$");
    fixture.open(2, 64, 100, lacking, READ);

    var refused = failure(fixture.start(lanes -> lanes.run(lacking.with(1L, state))));

    assertThat(refused.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
    assertThat(refused.retryAfter()).isNotNull();
    assertThat(fixture.rows(READ.with(1L))).containsExactly(10L);
  }

  private <T> void awaitAnswer(Bound<T> bound, T expected) {
    long giveUp = System.nanoTime() + 20_000_000_000L;
    while (true) {
      try {
        assertThat(fixture.rows(bound)).containsExactly(expected);
        return;
      } catch (LanesFixture.FailedCall notYet) {
        assertThat(System.nanoTime()).as("lanes did not come back").isLessThan(giveUp);
      }
    }
  }

  private static void assertUnavailable(Future<?> call) {
    assertThat(failure(call).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
  }

  private static Failure failure(Future<?> call) {
    try {
      throw new AssertionError("did not fail but answered " + LanesFixture.await(call));
    } catch (LanesFixture.FailedCall failed) {
      assertThat(failed.getCause()).isInstanceOf(Failure.class);
      return (Failure) failed.getCause();
    }
  }
}
