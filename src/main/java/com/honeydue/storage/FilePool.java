package com.honeydue.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/**
 * The threads that wait for the disk. Their queue is as long as uploads are admitted. May be used
 * from any event loop, and answers on the caller's context.
 */
final class FilePool {

  private static final String NAME = "files";
  private static final int WORKERS = 4;

  private final WorkerExecutor workers;

  FilePool(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor(NAME, WORKERS);
  }

  <T> Future<T> run(Callable<T> work) {
    return workers.executeBlocking(work, false);
  }

  Future<Void> close() {
    return workers.close();
  }
}
