package com.honeydue.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.telemetry.Trace;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a clustered bus would carry arrives as it left. */
class WireFormatTest {

  @Test
  void aCallShouldArriveAsItLeft() {
    Call<Arguments> call = BusTest.call("getTask", Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(carried(call, Call.class)).isEqualTo(call);
  }

  @Test
  void aCallsTraceShouldArriveWithIt() {
    var parent = Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    var call = BusTest.call("getTask", Instant.parse("2026-01-02T03:04:05.678Z"));
    var traced =
        new Call<>(
            call.operation(),
            call.caller(),
            call.arguments(),
            call.requestId(),
            call.deadline(),
            call.preconditions(),
            call.client(),
            null,
            Trace.of(parent));
    assertThat(carried(traced, Call.class).trace().fields()).isEqualTo(parent);
  }

  @Test
  void aFailureShouldArriveAsItLeft() {
    var failure =
        Failure.invalid("/name", "is too long")
            .detail("limit", 10)
            .retryAfter(Duration.ofSeconds(3));
    var arrived = carried(failure, Failure.class);
    assertThat(arrived.kind()).isEqualTo(failure.kind());
    assertThat(arrived.code()).isEqualTo(failure.code());
    assertThat(arrived.message()).isEqualTo(failure.message());
    assertThat(arrived.errors()).isEqualTo(failure.errors());
    assertThat(arrived.details()).isEqualTo(Map.of("limit", 10));
    assertThat(arrived.retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aReplyShouldArriveAsItsJson() {
    var arrived = carried(Reply.of(new Caller(1, 2, true, false)).tagged("9"), Reply.class);
    assertThat(arrived.tag()).isEqualTo("9");
    assertThat(arrived.body())
        .isEqualTo(
            Map.of("userId", 1, "sessionId", 2, "tokenId", 2, "staff", true, "verified", false));
  }

  private static <T> T carried(T value, Class<T> type) {
    var codec = new LocalCodec<>(type);
    var buffer = Buffer.buffer("before");
    int position = buffer.length();
    codec.encodeToWire(buffer, value);
    return codec.decodeFromWire(position, buffer);
  }
}
