package com.honeydue.storage;

import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** One storage, and an event loop to use it from. */
final class StorageFixture implements AutoCloseable {

  final InMemorySpanExporter spans = InMemorySpanExporter.create();
  final Telemetry telemetry = TelemetryStart.observed(spans);
  final Vertx vertx = telemetry.vertx(new VertxOptions().setEventLoopPoolSize(1)).build();
  final OnLoop loop = OnLoop.of(vertx);
  final SignedLinks links;
  final Storage storage;

  StorageFixture(Map<String, String> environment, InstantSource clock) {
    var settings = TestSettings.of(new HashMap<>(environment)).storage();
    links = new SignedLinks(settings.signingKey(), clock);
    storage = OnLoop.await(Storages.open(vertx, settings, links, telemetry));
  }

  static StorageFixture of(Map<String, String> environment) {
    return new StorageFixture(environment, InstantSource.system());
  }

  <T> T call(Function<Storage, Future<T>> work) {
    return loop.call(() -> work.apply(storage));
  }

  Throwable failure(Function<Storage, Future<?>> work) {
    return loop.failure(() -> work.apply(storage));
  }

  void put(String key, String text) {
    call(it -> it.put(key, new Content.OfBytes(Buffer.buffer(text), "text/plain")));
  }

  /** All of what is under {@code key}, or the part of it. */
  Buffer read(String key, ByteRange range) {
    return call(it -> it.get(key, range).compose(StorageFixture::drain));
  }

  String text(String key) {
    return read(key, ByteRange.ALL).toString();
  }

  static Future<Buffer> drain(Download download) {
    Promise<Buffer> whole = Promise.promise();
    var read = Buffer.buffer();
    download
        .content()
        .handler(read::appendBuffer)
        .exceptionHandler(whole::tryFail)
        .endHandler(end -> whole.tryComplete(read))
        .resume();
    return whole.future().onComplete(done -> download.close());
  }

  /** A file of arbitrary bytes, the same each time. */
  static Content.OfFile file(Path directory, int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    try {
      var file = Files.write(directory.resolve("content-" + length), bytes);
      return new Content.OfFile(file, length, "application/octet-stream");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Buffer bytes(Content.OfFile file) {
    try {
      return Buffer.buffer(Files.readAllBytes(file.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double meter(String name, String... tags) {
    return telemetry.meters().get(name).tags(tags).meters().stream()
        .flatMap(
            meter -> java.util.stream.StreamSupport.stream(meter.measure().spliterator(), false))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Override
  public void close() {
    OnLoop.await(storage.close());
    OnLoop.await(vertx.close());
  }
}
