package com.honeydue.testing;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** An S3 in this process, with one empty bucket. It checks no signatures. */
public final class TestS3 implements AutoCloseable {

  public static final String BUCKET = "files";
  public static final String KEY_ID = "test-key-id";
  public static final String KEY = "test secret key";

  private final LocalS3 server;

  private TestS3() {
    server =
        LocalS3.builder()
            .mode(LocalS3Mode.IN_MEMORY)
            .port(FreePort.find())
            .nettyParentEventGroupThreadNum(1)
            .nettyChildEventGroupThreadNum(1)
            .s3ExecutorThreadNum(2)
            .build();
    server.start();
    makeBucket();
  }

  public static TestS3 start() {
    return new TestS3();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** What makes a process keep its files here. */
  public Map<String, String> environment() {
    return environment(endpoint());
  }

  /** What makes a process keep its files at {@code endpoint}, and not wait long for it. */
  public static Map<String, String> environment(String endpoint) {
    Map<String, String> environment = new HashMap<>();
    environment.put("STORAGE_KIND", "s3");
    environment.put("STORAGE_S3_ENDPOINT", endpoint);
    environment.put("STORAGE_S3_BUCKET", BUCKET);
    environment.put("STORAGE_S3_KEY_ID", KEY_ID);
    environment.put("STORAGE_S3_KEY", KEY);
    environment.put("STORAGE_S3_PART_BYTES", "5MiB");
    return environment;
  }

  private void makeBucket() {
    var request =
        HttpRequest.newBuilder(URI.create(endpoint() + "/" + BUCKET))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("making the bucket answered " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.shutdown();
  }
}
