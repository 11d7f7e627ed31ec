package com.honeydue.storage;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/**
 * Takes in the files that come with calls, before the service of the call gets it. May be used from
 * any event loop; answers on the caller's context.
 */
@FunctionalInterface
public interface Intake {

  /**
   * What a file has become.
   *
   * @param facts about it: the body with which the call goes on to its service
   * @param discard removes it again, when the service has refused the call
   */
  record Taken(JsonObject facts, Supplier<Future<Void>> discard) {}

  /**
   * Takes in the file of {@code call}.
   *
   * @param file paused; read as fast as it can be kept
   * @return fails with a {@code Failure} that says what is wrong with the file; then nothing is
   *     left of it
   */
  Future<Taken> take(Call<Arguments> call, ReadStream<Buffer> file);
}
