package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the proxy tells about a PostgreSQL client: each number here is one the driver is known for.
 */
@Timeout(30)
class WireProxyPostgresTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static TestDatabase database;
  private static Vertx vertx;

  private WireProxy proxy;

  @BeforeAll
  static void startDatabase() {
    vertx = Vertx.vertx();
    database = TestDatabase.create();
  }

  @AfterAll
  static void dropDatabase() {
    vertx.close().await();
    database.close();
  }

  @BeforeEach
  void open() {
    proxy = WireProxy.inFrontOf("127.0.0.1", database.port(), Duration.ofMillis(10));
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void aSimpleQueryShouldBeOneRoundTripWithItsText() {
    PgConnection connection = connect(false);
    var start = proxy.mark();

    connection.query("select 42").execute().await();

    RoundTrips trips = proxy.since(start);
    assertThat(trips.shapes()).containsExactly("Q");
    assertThat(trips.all().getFirst().sql()).containsExactly("select 42");
    assertThat(trips.bytesUp()).isEqualTo(1 + 4 + "select 42".length() + 1);
    assertThat(trips.bytesDown()).isPositive();
  }

  @Test
  void aStatementNotYetPreparedShouldBeTwoRoundTripsAndOneThatIsOne() {
    PgConnection connection = connect(true);
    var cold = proxy.mark();
    select(connection, 1).await();
    assertThat(proxy.since(cold).shapes()).containsExactly("P D S", "B E S");

    var warm = proxy.mark();
    select(connection, 2).await();
    assertThat(proxy.since(warm).shapes()).containsExactly("B E S");
    assertThat(proxy.since(warm).all().getFirst().sql()).containsExactly("select $1::int");
  }

  @Test
  void statementsSentTogetherShouldBeOneRoundTrip() {
    PgConnection connection = connect(true);
    select(connection, 1).await();
    var start = proxy.mark();

    Future.all(
            onLoop(
                () ->
                    List.of(
                        connection.query("BEGIN").execute(),
                        select(connection, 1),
                        select(connection, 2),
                        connection.query("COMMIT").execute())))
        .await();

    RoundTrips trips = proxy.since(start);
    assertThat(trips.count()).as("%s", trips).isEqualTo(1);
    assertThat(trips.shapes()).containsExactly("Q B E S B E S Q");
    assertThat(trips.all().getFirst().sql())
        .containsExactly("BEGIN", "select $1::int", "select $1::int", "COMMIT");
  }

  @Test
  void statementsAwaitedShouldBeARoundTripEach() {
    PgConnection connection = connect(true);
    var start = proxy.mark();

    select(connection, 1)
        .compose(one -> select(connection, 2))
        .compose(two -> select(connection, 3))
        .await();

    assertThat(proxy.since(start).shapes()).containsExactly("P D S", "B E S", "B E S", "B E S");
  }

  @Test
  void theKeepWarmQueryShouldBeCountedUnlessLeftOutByItsText() {
    PgConnection connection = connect(true);
    select(connection, 1).await();
    var start = proxy.mark();

    connection.query("select 1").execute().await();
    select(connection, 2).await();

    RoundTrips trips = proxy.since(start);
    assertThat(trips.shapes()).containsExactly("Q", "B E S");
    assertThat(trips.without("select 1").shapes()).containsExactly("B E S");
    assertThat(trips.without("select 1").bytesUp()).isLessThan(trips.bytesUp());
  }

  @Test
  void aQueryBesideTheKeepWarmQueryShouldNotBeLeftOut() {
    PgConnection connection = connect(true);
    select(connection, 1).await();
    var start = proxy.mark();

    Future.all(onLoop(() -> List.of(connection.query("select 1").execute(), select(connection, 2))))
        .await();

    assertThat(proxy.since(start).without("select 1").shapes()).containsExactly("Q B E S");
  }

  @Test
  void openingAConnectionShouldBeSeen() {
    var start = proxy.mark();
    connect(false);
    proxy.awaitQuiet(PATIENCE);

    RoundTrips trips = proxy.since(start);
    assertThat(trips.connectionsOpened()).isEqualTo(1);
    assertThat(trips.shapes()).as("%s", trips).containsExactly("Startup", "p", "p");
  }

  @Test
  void awaitQuietShouldReturnOnlyWhenTheAnswerHasCome() {
    PgConnection connection = connect(false);
    var start = proxy.mark();
    proxy.blackhole(true);
    Future<?> answer = connection.query("select 1").execute();
    while (proxy.since(start).count() == 0) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> proxy.awaitQuiet(Duration.ofMillis(100)))
        .hasMessageContaining("not quiet");

    proxy.blackhole(false);
    proxy.awaitQuiet(PATIENCE);

    answer.await();
    assertThat(proxy.since(start).bytesDown()).isPositive();
  }

  @Test
  void aDriverThatAsksForEncryptionFirstShouldBeRead() throws Exception {
    var start = proxy.mark();
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=prefer&gssEncMode=disable"
                    .formatted(proxy.port(), database.name()),
                TestDatabase.API,
                TestDatabase.API);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select 'through jdbc'")) {
      assertThat(rows.next()).isTrue();
    }

    RoundTrips trips = proxy.since(start);
    assertThat(trips.shapes()).startsWith("SSLRequest", "Startup");
    assertThat(trips.all()).flatExtracting(RoundTrip::sql).contains("select 'through jdbc'");
  }

  private PgConnection connect(boolean caching) {
    return PgConnection.connect(vertx, options(proxy, caching)).await();
  }

  private static PgConnectOptions options(WireProxy through, boolean caching) {
    return new PgConnectOptions()
        .setHost("127.0.0.1")
        .setPort(through.port())
        .setUser(TestDatabase.API)
        .setPassword(TestDatabase.API)
        .setDatabase(database.name())
        .setCachePreparedStatements(caching)
        .setPipeliningLimit(64);
  }

  private static Future<?> select(PgConnection connection, int number) {
    return connection.preparedQuery("select $1::int").execute(Tuple.of(number));
  }

  /** Issues several commands within one turn of the event loop. */
  private static List<Future<?>> onLoop(Supplier<List<Future<?>>> commands) {
    return Future.<List<Future<?>>>future(
            promise -> vertx.runOnContext(turn -> promise.complete(commands.get())))
        .await();
  }
}
