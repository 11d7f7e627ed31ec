package com.honeydue.db;

import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One held connection on which many callers' statements are in flight at once. It is up only while
 * every statement is prepared on it; when it closes it opens itself again. Confined to the event
 * loop it was made on.
 */
final class Lane {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private static final int COMMANDS_PER_WRITE = 256;

  /** In a cold process, preparing all statements in one turn would hold its event loop up. */
  private static final int PREPARED_PER_TURN = 16;

  /** What a lane tells the group it belongs to. */
  interface Observer {
    /** The lane can be used. */
    void opened(Lane lane);

    /** The lane was lost and is opening again. */
    void lost(Lane lane);

    /** An answer came: there is room for one more statement. */
    void roomy();
  }

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final LaneOptions laneOptions;
  private final List<Statement<?>> statements;
  private final Observer observer;
  private final IdentityHashMap<Statement<?>, PreparedStatement> prepared = new IdentityHashMap<>();
  private @Nullable SqlConnection connection;
  private boolean up;
  private boolean closing;
  private int inFlight;

  /** Grows with every connection, so that late answers of an old one are not counted. */
  private int generation;

  private long progressAt;
  private long backoff;

  /**
   * How a lane is opened and kept.
   *
   * @param connectTimeout for connecting and for preparing, each
   * @param backoff the first pause before a lost lane is opened again; doubles up to {@code
   *     maxBackoff}
   * @param windowBytes read three times while opening, so that TCP's congestion window is open
   */
  record LaneOptions(
      Duration connectTimeout, Duration backoff, Duration maxBackoff, int windowBytes) {}

  Lane(
      Vertx vertx,
      PgConnectOptions options,
      LaneOptions laneOptions,
      List<Statement<?>> statements,
      Observer observer) {
    this.vertx = vertx;
    this.options = options;
    this.laneOptions = laneOptions;
    this.statements = statements;
    this.observer = observer;
    this.backoff = laneOptions.backoff().toMillis();
  }

  boolean up() {
    return up;
  }

  int inFlight() {
    return inFlight;
  }

  /**
   * Nanoseconds since the server last answered anything, while it owes an answer; 0 when it owes
   * none.
   */
  long silentFor(long now) {
    return inFlight == 0 ? 0 : now - progressAt;
  }

  /**
   * Connects and prepares everything. Fails when that does not work; {@link #openUntilUp} goes on
   * trying.
   */
  Future<Void> open() {
    Future<PgConnection> connecting = PgConnection.connect(vertx, options);
    return connecting
        .timeout(
            laneOptions.connectTimeout().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .onFailure(late -> connecting.onSuccess(Lane::cut))
        .compose(this::prepareAll);
  }

  void openUntilUp() {
    open()
        .onFailure(
            error -> {
              log.atWarn()
                  .addKeyValue("error", String.valueOf(error.getMessage()))
                  .log("lane did not open");
              later();
            });
  }

  Future<RowSet<Row>> send(Bound<?> bound) {
    var statement = prepared.get(bound.statement());
    if (statement == null) {
      return Future.failedFuture(
          new IllegalStateException("statement " + bound + " is not among those known at start"));
    }
    return counted(statement.query().execute(bound.arguments()));
  }

  /** Sends a text without parameters, such as BEGIN, as a simple query. */
  Future<RowSet<Row>> simple(String sql) {
    return counted(held().query(sql).execute());
  }

  /** Prepares one statement anew, after the table under it has changed. */
  Future<Void> prepareAgain(Statement<?> statement) {
    return prepare(held(), statement);
  }

  /**
   * Gives the connection up without waiting for the peer: on a network that swallows packets a
   * polite close would wait for ever.
   */
  void abandon() {
    var dead = connection;
    if (dead != null) {
      lost(generation);
      cut(dead);
    }
  }

  Future<Void> close() {
    closing = true;
    up = false;
    return connection == null ? Future.succeededFuture() : connection.close().otherwiseEmpty();
  }

  private Future<Void> prepareAll(PgConnection fresh) {
    if (closing) {
      cut(fresh);
      return Future.failedFuture("lane is closing");
    }
    // The driver flushes every command on its own. What one turn of the event loop sends leaves in
    // one write: a burst then
    // travels together, and many callers share a system call.
    channel(fresh).pipeline().addFirst(new FlushConsolidationHandler(COMMANDS_PER_WRITE, true));
    connection = fresh;
    prepared.clear();
    inFlight = 0;
    int opened = ++generation;
    fresh.closeHandler(closed -> lost(opened));
    fresh.exceptionHandler(error -> log.atDebug().setCause(error).log("lane connection failed"));
    var work = new java.util.ArrayList<Future<?>>();
    work.add(prepareFrom(fresh, 0));
    for (int i = 0; i < 3 && laneOptions.windowBytes() > 0; i++) {
      work.add(fresh.query("select repeat('x', " + laneOptions.windowBytes() + ")").execute());
    }
    return Future.join(work)
        .timeout(
            laneOptions.connectTimeout().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .onFailure(error -> cut(fresh))
        .map(
            done -> {
              up = true;
              backoff = laneOptions.backoff().toMillis();
              progressAt = System.nanoTime();
              observer.opened(this);
              return null;
            });
  }

  /** Begins to prepare the statements from {@code first} on, a handful in each turn. */
  private Future<Void> prepareFrom(SqlConnection on, int first) {
    int end = Math.min(first + PREPARED_PER_TURN, statements.size());
    var work = new java.util.ArrayList<Future<?>>();
    statements.subList(first, end).forEach(statement -> work.add(prepare(on, statement)));
    if (end < statements.size()) {
      Promise<Void> rest = Promise.promise();
      vertx.runOnContext(turn -> prepareFrom(on, end).onComplete(rest));
      work.add(rest.future());
    }
    return Future.join(work).mapEmpty();
  }

  private Future<Void> prepare(SqlConnection on, Statement<?> statement) {
    return on.prepare(statement.sql())
        .onSuccess(ready -> prepared.put(statement, ready))
        .recover(
            error ->
                Future.failedFuture(
                    new IllegalStateException(
                        "statement "
                            + statement.name()
                            + " cannot be prepared: "
                            + error.getMessage(),
                        error)))
        .mapEmpty();
  }

  private void lost(int which) {
    if (generation != which || connection == null) {
      return;
    }
    boolean wasUp = up;
    connection = null;
    up = false;
    inFlight = 0;
    if (wasUp && !closing) {
      observer.lost(this);
      later();
    }
  }

  private void later() {
    if (!closing) {
      vertx.setTimer(Math.max(1, backoff), timer -> openUntilUp());
      backoff = Math.min(backoff * 2, laneOptions.maxBackoff().toMillis());
    }
  }

  private Future<RowSet<Row>> counted(Future<RowSet<Row>> answer) {
    int on = generation;
    if (inFlight++ == 0) {
      progressAt = System.nanoTime();
    }
    Promise<RowSet<Row>> promise = Promise.promise();
    answer.onComplete(
        (rows, error) -> {
          if (generation == on && connection != null) {
            inFlight--;
            progressAt = System.nanoTime();
          }
          promise.complete(rows, error);
          observer.roomy();
        });
    return promise.future();
  }

  private SqlConnection held() {
    if (connection == null) {
      throw new IllegalStateException("lane is not open");
    }
    return connection;
  }

  private static Channel channel(SqlConnection connection) {
    var socket = ((SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap()).socket();
    return socket.channelHandlerContext().channel();
  }

  private static void cut(SqlConnection connection) {
    var channel = channel(connection);
    // Nobody waits for this: the close handler tells what follows.
    var unused = channel.close();
  }
}
