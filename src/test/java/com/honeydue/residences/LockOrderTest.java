package com.honeydue.residences;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.db.Statement;
import com.honeydue.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whether statements that lock several rows take them in one order, and so can not wait for each
 * other. A statement is stopped at the row that must come first; the others must still be free.
 */
class LockOrderTest {

  @SuppressWarnings("NullAway.Init")
  private static Homes homes;

  @BeforeAll
  static void open() {
    homes = new Homes();
  }

  @AfterAll
  static void close() {
    homes.close();
  }

  /** An owner of three residences, of which the first is primary. */
  private record Owner(long id, List<Long> residences) {}

  private static Owner owner() {
    long id = homes.fixture.person();
    homes.fixture.makePro(id);
    return new Owner(
        id,
        List.of(
            homes.create(id, "First").id(),
            homes.create(id, "Second").id(),
            homes.create(id, "Third").id()));
  }

  @Test
  void makingPrimaryShouldLockTheLowerIdFirst() throws SQLException {
    var owner = owner();
    long first = owner.residences().get(0);
    long third = owner.residences().get(2);
    String toThird = "%d, %d, '{\"is_primary\": true}', null".formatted(owner.id(), third);
    String toFirst = "%d, %d, '{\"is_primary\": true}', null".formatted(owner.id(), first);

    stoppedAt(residence(first), ResidenceStatements.UPDATE, toThird, residence(third));
    assertThat(homes.read(owner.id(), third).isPrimary()).isTrue();
    stoppedAt(residence(first), ResidenceStatements.UPDATE, toFirst, residence(third));
    assertThat(homes.read(owner.id(), first).isPrimary()).isTrue();
  }

  @Test
  void deletingShouldLockWhatIsCountedFirst() throws SQLException {
    var owner = owner();
    long second = owner.residences().get(1);

    stoppedAt(
        usage(owner.id()),
        ResidenceStatements.DELETE,
        "%d, %d, null, gen_random_uuid(), null, gen_random_uuid()".formatted(owner.id(), second),
        residence(second));
  }

  @Test
  void transferringShouldLockWhatIsCountedInOrderAndThenTheResidence() throws SQLException {
    var owner = owner();
    long home = owner.residences().getFirst();
    long heir = ownerElsewhere();
    homes.fixture.join(heir, home, "member");

    String arguments = "%d, %d, %d".formatted(owner.id(), home, heir);
    stoppedAt(usage(owner.id()), TransferStatements.LOCK, arguments, usage(heir));
    stoppedAt(usage(owner.id()), TransferStatements.LOCK, arguments, residence(home));
    stoppedAt(usage(heir), TransferStatements.LOCK, arguments, residence(home));
  }

  /** Who is no owner yet may be one when the statement after the locking one looks. */
  @Test
  void transferringShouldLockTheSameForAMemberAndNothingForAStranger() throws SQLException {
    var owner = owner();
    long home = owner.residences().getFirst();
    long member = ownerElsewhere();
    homes.fixture.join(member, home, "manager");
    long stranger = ownerElsewhere();

    String byMember = "%d, %d, %d".formatted(member, home, owner.id());
    stoppedAt(usage(owner.id()), TransferStatements.LOCK, byMember, usage(member));
    stoppedAt(usage(member), TransferStatements.LOCK, byMember, residence(home));
    try (var holder = homes.fixture.database().connect();
        var runner = homes.fixture.database().connect()) {
      holder.setAutoCommit(false);
      assertThat(rows(holder, usage(owner.id())) + rows(holder, usage(stranger))).isEqualTo(2);
      runner.createStatement().execute("set lock_timeout = '50ms'");
      run(runner, TransferStatements.LOCK, "%d, %d, %d".formatted(stranger, home, owner.id()));
      holder.rollback();
    }
  }

  /** What somebody owns is counted in a row only once they own something. */
  private static long ownerElsewhere() {
    long person = homes.fixture.person();
    homes.create(person, "Own");
    return person;
  }

  private static String residence(long id) {
    return "select 1 from residence_residence where id = %d for update skip locked".formatted(id);
  }

  private static String usage(long user) {
    return "select 1 from subscription_usage where user_id = %d for update skip locked"
        .formatted(user);
  }

  /**
   * Holds {@code first}, runs the statement until it waits, and expects {@code later} to be free.
   */
  private static void stoppedAt(
      String first, Statement<?> statement, String arguments, String later) throws SQLException {
    var database = homes.fixture.database();
    try (var holder = database.connect();
        var runner = database.connect();
        var looker = database.connect()) {
      holder.setAutoCommit(false);
      assertThat(rows(holder, first)).isOne();
      long process = ((Number) single(runner, "select pg_backend_pid()")).longValue();
      var running = CompletableFuture.runAsync(() -> run(runner, statement, arguments));
      Eventually.until(
          "the statement waits",
          () ->
              database.number(
                      "select count(*) from pg_stat_activity where pid = ? and wait_event_type ="
                          + " 'Lock'",
                      process)
                  == 1);
      assertThat(rows(looker, later)).as("%s while %s is held", later, first).isOne();
      holder.rollback();
      running.join();
    }
  }

  private static void run(Connection connection, Statement<?> statement, String arguments) {
    try (var session = connection.createStatement()) {
      session.execute("prepare stopped as " + statement.sql());
      session.execute("execute stopped(" + arguments + ")");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int rows(Connection connection, String sql) throws SQLException {
    try (var session = connection.createStatement();
        var rows = session.executeQuery(sql)) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  private static Object single(Connection connection, String sql) throws SQLException {
    try (var session = connection.createStatement();
        var rows = session.executeQuery(sql)) {
      rows.next();
      return rows.getObject(1);
    }
  }
}
