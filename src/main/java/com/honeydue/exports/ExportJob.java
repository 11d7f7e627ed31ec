package com.honeydue.exports;

import com.honeydue.bus.Failure;
import com.honeydue.db.Bound;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobFailure;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.mail.Mailer;
import com.honeydue.storage.ByteRange;
import com.honeydue.storage.Content;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.Download;
import com.honeydue.storage.PublicLinks;
import com.honeydue.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.OpenOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes the archive of an account: what the database has of it, and the files it has brought, one
 * after the other over the disk, so that memory does not grow with them. Kept for a day. Lives on
 * the event loop of its lanes.
 */
public final class ExportJob {

  /** Payload: {@code user_id}, {@code locale}. */
  public static final JobType TYPE =
      JobType.of("account.export", JobType.Queue.LOW)
          .timeout(Duration.ofMinutes(30))
          .concurrency(2)
          .retention(Duration.ofDays(1));

  public static final List<JobType> TYPES = List.of(TYPE, ExportMail.TYPE);

  public static final List<Statement<?>> STATEMENTS = ExportStatements.ALL;

  /** What is beyond, oldest first, is named in the archive and not in it. */
  private static final long MOST_BYTES = 2L << 30;

  private static final int WORKERS = 2;

  private static final OpenOptions WRITE =
      new OpenOptions().setRead(false).setCreate(true).setTruncateExisting(true);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Lanes lanes;
  private final Storage storage;
  private final Path directory;

  private ExportJob(Vertx vertx, Lanes lanes, Storage storage, Path directory) {
    this.vertx = vertx;
    this.workers = vertx.createSharedWorkerExecutor("export", WORKERS);
    this.lanes = lanes;
    this.storage = storage;
    this.directory = directory;
  }

  /**
   * What does this domain's jobs.
   *
   * @param slowLanes since an account may have much
   * @param directory where archives are until they are stored; must be there
   * @param publicUrl where the API is reached from outside
   */
  public static List<JobWork> work(
      Vertx vertx,
      Lanes slowLanes,
      Storage storage,
      Path directory,
      Mailer mailer,
      String publicUrl,
      InstantSource clock) {
    return List.of(
        new JobWork(TYPE, new ExportJob(vertx, slowLanes, storage, directory)::run),
        new JobWork(
            ExportMail.TYPE,
            new ExportMail(mailer, new PublicLinks(storage, URI.create(publicUrl)), clock)::send));
  }

  private Future<?> run(Job job) {
    long user = job.payload().getLong("user_id");
    Path zip = directory.resolve("export-" + job.id());
    Path file = directory.resolve("export-" + job.id() + "-f");
    Map<String, Bound<String>> sections = new HashMap<>();
    ExportStatements.BY_SECTION.forEach((name, part) -> sections.put(name, part.with(user)));
    var files = ExportStatements.FILES.with(user);
    List<Bound<?>> all = new ArrayList<>(sections.values());
    all.add(files);
    return lanes
        .pipeline(all.toArray(Bound<?>[]::new))
        .compose(
            found -> {
              Map<String, String> data = new HashMap<>();
              sections.forEach((name, part) -> data.put(name, found.of(part).getFirst()));
              return workers
                  .executeBlocking(() -> Archive.begin(zip, data))
                  .compose(archive -> fill(archive, found.of(files), file));
            })
        .compose(written -> keep(job, written))
        .recover(ExportJob::failed)
        .eventually(() -> clear(List.of(zip, file)));
  }

  private Future<Archive.Written> fill(
      Archive archive, List<ExportStatements.File> files, Path file) {
    List<ExportStatements.File> wanted = new ArrayList<>();
    long bytes = 0;
    for (var one : files) {
      bytes += one.bytes();
      if (bytes <= MOST_BYTES) {
        wanted.add(one);
      }
    }
    return next(archive, wanted.iterator(), file)
        .compose(full -> workers.executeBlocking(full::end))
        .onFailure(error -> workers.executeBlocking(() -> closed(archive)));
  }

  private static Archive closed(Archive archive) throws java.io.IOException {
    archive.close();
    return archive;
  }

  private Future<Archive> next(Archive archive, Iterator<ExportStatements.File> left, Path file) {
    if (!left.hasNext()) {
      return Future.succeededFuture(archive);
    }
    var one = left.next();
    return storage
        .get(one.key(), ByteRange.ALL)
        .compose(download -> fetch(download, file))
        .compose(fetched -> workers.executeBlocking(() -> archive.add(one, file)))
        .recover(ExportJob::unlessMissing)
        .compose(added -> next(archive, left, file));
  }

  /** A file that was removed meanwhile is none to take along. */
  private static Future<Archive> unlessMissing(Throwable error) {
    return error instanceof Failure failure && failure.kind() == Failure.Kind.NOT_FOUND
        ? Future.succeededFuture()
        : Future.failedFuture(error);
  }

  private Future<Void> fetch(Download download, Path to) {
    return vertx
        .fileSystem()
        .open(to.toString(), WRITE)
        .compose(opened -> download.content().pipeTo(opened))
        .onComplete(done -> download.close());
  }

  private Future<Integer> keep(Job job, Archive.Written archive) {
    String key = DayKeys.ofJob(job.enqueuedAt(), job.id());
    return storage
        .put(key, new Content.OfFile(archive.path(), archive.length(), "application/zip"))
        .compose(
            kept ->
                lanes.one(
                    ExportStatements.FINISH.with(
                        UUID.fromString(job.id()),
                        key,
                        archive.sha256(),
                        archive.length(),
                        UUID.randomUUID(),
                        job.traceparent())));
  }

  private static Future<Integer> failed(Throwable error) {
    return Future.failedFuture(
        error instanceof Failure failure ? JobFailure.retry(failure.code()) : error);
  }

  private Future<Void> clear(List<Path> paths) {
    return workers.executeBlocking(
        () -> {
          for (Path path : paths) {
            Files.deleteIfExists(path);
          }
          return null;
        });
  }
}
