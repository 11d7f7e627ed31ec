package com.honeydue.bench;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.Directories;
import com.honeydue.testing.Form;
import com.honeydue.testing.FreePort;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * What {@code scripts/bench/uploads} runs: many uploads at once, to a server with little memory.
 * Prints Markdown; ends with 1 when one was not taken, or holds too much of the heap.
 */
public final class UploadsBench {

  private static final double GOAL_KIB = 1_024;

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final Map<String, String> options;
  private final int uploads;

  private UploadsBench(Map<String, String> options) {
    this.options = options;
    this.uploads = Options.number(options, "uploads");
  }

  public static void main(String[] arguments) throws Exception {
    System.exit(new UploadsBench(Options.parse(arguments)).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    int port = FreePort.find();
    var command =
        new ArrayList<>(ServerProcess.jar(Path.of(Options.text(options, "jar")), "serve"));
    command.add(1, "-Xmx" + Options.text(options, "heap"));
    command.add(2, "-XX:+ExitOnOutOfMemoryError");
    var server = ServerProcess.serve(command, port, environment(port));
    try {
      String token = pro(new Api(port));
      boolean documents = documents(server, port, token);
      return photos(server, port, token) && documents;
    } finally {
      server.close();
    }
  }

  private Map<String, String> environment(int port) {
    Map<String, String> environment = new HashMap<>(Mailbox.SETTINGS);
    environment.putAll(TestSettings.environment(database, redis));
    environment.put("HTTP_PORT", Integer.toString(port));
    environment.put("THROTTLE_UPLOAD_CALLER_LIMIT", "1000000");
    environment.put("STORAGE_UPLOADS_SPOOL_DIRECTORY", Directories.temporary("spool").toString());
    return environment;
  }

  /** An account with room for all of it. */
  private String pro(Api api) {
    var person =
        new JsonObject()
            .put("username", "uploads")
            .put("email", "uploads@example.com")
            .put("password", "correct horse battery staple");
    var account = api.call(new Request("POST", "/api/auth/register/", null, person));
    database.execute("update subscription_usersubscription set tier = 'pro'");
    return account.getString("token");
  }

  /** As many documents as said, all of them under way at the same moment. */
  private boolean documents(ServerProcess server, int port, String token) throws Exception {
    byte[] body = Form.of(SampleFiles.pdf(Options.number(options, "document-mib") << 20));
    // The first upload loads what all of them need.
    new OpenUpload(port, token, "document", body).finish();
    long before = server.liveHeap();
    long began = System.nanoTime();
    List<OpenUpload> open = together(uploads, () -> new OpenUpload(port, token, "document", body));
    long during = server.liveHeap();
    boolean taken = open.stream().map(UploadsBench::status).allMatch(status -> status == 201);
    double each = (during - before) / 1024.0 / uploads;
    System.out.printf(
        "| %d documents of %d MiB at once | |%n|---|---|%n", uploads, body.length >> 20);
    System.out.printf("| heap in use before | %.1f MiB |%n", mib(before));
    System.out.printf("| with all of them but their last bytes sent | %.1f MiB |%n", mib(during));
    System.out.printf("| for one of them | %.0f KiB |%n", each);
    System.out.printf("| all of them taken | %s, in %.1f s |%n%n", taken, seconds(began));
    return taken && each <= GOAL_KIB;
  }

  private boolean photos(ServerProcess server, int port, String token) throws Exception {
    int height = (int) Math.sqrt(Options.number(options, "megapixels") * 1e6 * 3 / 4);
    byte[] body = Form.of(SampleFiles.photo(height * 4 / 3, height));
    long began = System.nanoTime();
    List<Ended> ended =
        together(
            uploads,
            () ->
                new Ended(
                    new OpenUpload(port, token, "image", body).finish(),
                    System.nanoTime() - began));
    long[] nanos =
        ended.stream()
            .filter(one -> one.status() == 201)
            .mapToLong(Ended::nanos)
            .sorted()
            .toArray();
    var refused =
        ended.stream()
            .map(Ended::status)
            .filter(status -> status != 201)
            .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    System.out.printf(
        "| %d photos of %.1f megapixels, %.1f MiB, at once | |%n|---|---|%n",
        uploads, height * (height * 4 / 3) / 1e6, mib(body.length));
    System.out.printf("| taken | %d, in %.1f s |%n", nanos.length, seconds(began));
    System.out.printf("| refused, by status | %s |%n", refused);
    System.out.printf("| half of those taken after | %.1f s |%n", nanos[nanos.length / 2] / 1e9);
    System.out.printf("| heap in use afterwards | %.1f MiB |%n", mib(server.liveHeap()));
    System.out.printf(
        "| most memory of the process, all in all | %.0f MiB |%n", server.mostKib() / 1024.0);
    return nanos.length == uploads;
  }

  /** How an upload ended, and when. */
  private record Ended(int status, long nanos) {}

  private static int status(OpenUpload upload) {
    try {
      return upload.finish();
    } catch (IOException cut) {
      return 0;
    }
  }

  private static <T> List<T> together(int times, Callable<T> work)
      throws InterruptedException, ExecutionException {
    List<T> done = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> begun = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        begun.add(threads.submit(work));
      }
      for (var one : begun) {
        done.add(one.get());
      }
    }
    return done;
  }

  private static double mib(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private static double seconds(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3;
  }
}
