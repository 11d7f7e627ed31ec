package com.honeydue.bench;

import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the servers a benchmark needs, an empty, migrated database on them, and stays until it is
 * terminated:
 *
 * <pre>Stack --out FILE [--host ADDRESS] [postgres] [redis]</pre>
 *
 * FILE appears when they are ready and holds one {@code NAME='value'} a line, for a shell to read.
 * PostgreSQL also listens on ADDRESS, whoever can reach that.
 */
public final class Stack {

  private final List<String> lines = new ArrayList<>();

  private Stack() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var stack = new Stack();
    String host = "127.0.0.1";
    Path out = null;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--out" -> out = Path.of(arguments[++i]);
        case "--host" -> host = arguments[++i];
        case "postgres" -> stack.postgres(host);
        case "redis" -> stack.offer("REDIS_URL", TestRedis.create().url());
        default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
      }
    }
    if (out == null) {
      throw new IllegalArgumentException("--out FILE is missing");
    }
    stack.publish(out);
    new CountDownLatch(1).await();
  }

  private void postgres(String host) throws IOException {
    System.setProperty(EmbeddedPostgres.LISTEN, "127.0.0.1," + host);
    var database = TestDatabase.create();
    if (!host.equals("127.0.0.1")) {
      Object access = database.column("show hba_file").getFirst();
      Files.writeString(
          Path.of(String.valueOf(access)),
          "host all all all scram-sha-256\n",
          StandardOpenOption.APPEND);
      database.execute("select pg_reload_conf()");
    }
    offer("DATABASE_URL", database.url().replace("127.0.0.1", host));
    offer("DATABASE_SLOW_URL", database.slowUrl().replace("127.0.0.1", host));
    offer("MIGRATION_DATABASE_URL", database.migrationUrl().replace("127.0.0.1", host));
  }

  private void offer(String name, String value) {
    lines.add(name + "='" + value + "'");
  }

  /** All at once, so that whoever waits for the file never reads half of it. */
  private void publish(Path out) throws IOException {
    Path fresh = Files.write(out.resolveSibling(out.getFileName() + ".new"), lines);
    Files.move(fresh, out, StandardCopyOption.ATOMIC_MOVE);
  }
}
