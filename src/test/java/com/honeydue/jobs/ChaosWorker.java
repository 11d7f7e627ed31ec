package com.honeydue.jobs;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A worker as a process of its own, which {@link JobsChaos} kills. Its settings come by the
 * environment.
 */
public final class ChaosWorker {

  private ChaosWorker() {}

  public static void main(String[] arguments) throws InterruptedException {
    int peer = Integer.parseInt(arguments[0]);
    var setup =
        TestWorker.Setup.DEFAULT.sending(
            ChaosJobs.STATEMENTS.toArray(com.honeydue.db.Statement<?>[]::new));
    var worker =
        new TestWorker(
            new HashMap<>(System.getenv()),
            setup,
            ChaosJobs.TYPES,
            lanes -> ChaosJobs.work(Vertx.currentContext().owner(), lanes, peer));
    System.out.println("ready on " + worker.vertx);
    new CountDownLatch(1).await();
  }
}
