package com.honeydue.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.telemetry.BusMeters;
import com.honeydue.telemetry.TelemetryStart;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusTest {

  private record Answer(String text, long version) implements Versioned {}

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus =
      new Bus(vertx, InstantSource.system(), new BusMeters(TelemetryStart.silent()));

  @BeforeEach
  void install() {
    Bus.install(vertx, InstantSource.system());
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void sendShouldAnswerTheVeryObjectTheServiceMade() {
    var made = new Answer("here", 7);
    mount("sayHello", call -> Future.succeededFuture(made));
    var reply = answer(call("sayHello"));
    assertThat(reply.body()).isSameAs(made);
    assertThat(reply.tag()).isEqualTo("7");
  }

  @Test
  void sendShouldFailWithTheVeryFailureOfTheService() {
    var refused = Failure.forbidden("not_yours", "This is not yours.");
    mount("takeIt", call -> Future.failedFuture(refused));
    assertThat(failure(call("takeIt"))).isSameAs(refused);
  }

  @Test
  void sendShouldHideWhatTheServiceThrew() {
    mount(
        "explode",
        call -> {
          throw new IllegalStateException("a secret of ours");
        });
    var failure = failure(call("explode"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL);
    assertThat(failure.message()).doesNotContain("secret");
  }

  @Test
  void sendShouldBeUnavailableWhenNobodyServesTheOperation() {
    assertThat(failure(call("nobodyHome")).code()).isEqualTo("not_served");
  }

  @Test
  void sendShouldBeUnavailableWhenTheAnswerDoesNotComeInTime() {
    mount("never", call -> Promise.promise().future());
    assertThat(failure(call("never", Instant.now().plusMillis(50))).code())
        .isEqualTo("deadline_exceeded");
  }

  @Test
  void aCallPastItsDeadlineShouldNotBeStarted() {
    var started = new AtomicInteger();
    mount("count", call -> Future.succeededFuture(started.incrementAndGet()));
    assertThat(failure(call("count", Instant.now().minusSeconds(1))).code())
        .isEqualTo("deadline_exceeded");
    assertThat(started).hasValue(0);
  }

  @Test
  void operationsShouldRefuseASecondAnswerToTheSameOperation() {
    var operations = new Operations().on("twice", call -> Future.succeededFuture());
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> operations.on("twice", call -> Future.succeededFuture()))
        .hasMessageContaining("twice");
  }

  @Test
  void acceptedVersionsShouldMatchNothingForATagThatIsNoVersion() {
    assertThat(new Preconditions(List.of("3", "abc"), List.of()).acceptedVersions())
        .containsExactly(3L, -1L);
    assertThat(new Preconditions(List.of("*"), List.of()).acceptedVersions()).isNull();
    assertThat(Preconditions.NONE.acceptedVersions()).isNull();
  }

  private void mount(String operation, Function<Call<Arguments>, Future<?>> method) {
    Service service = () -> new Operations().on(operation, method);
    vertx
        .deployVerticle(new ServiceVerticle(() -> service))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private Reply answer(Call<Arguments> call) {
    return bus.send(call).toCompletionStage().toCompletableFuture().join();
  }

  private Failure failure(Call<Arguments> call) {
    try {
      throw new AssertionError("answered " + answer(call));
    } catch (CompletionException refused) {
      assertThat(refused.getCause()).isInstanceOf(Failure.class);
      return (Failure) java.util.Objects.requireNonNull(refused.getCause());
    }
  }

  private static Call<Arguments> call(String operation) {
    return call(operation, Instant.now().plus(Duration.ofSeconds(30)));
  }

  static Call<Arguments> call(String operation, Instant deadline) {
    return new Call<>(
        operation,
        new Caller(5, 6, false, true),
        Arguments.of(Map.of("id", 12L)),
        "request-1",
        deadline,
        new Preconditions(List.of("3"), List.of("4")),
        new Client("192.0.2.1", "test"));
  }
}
