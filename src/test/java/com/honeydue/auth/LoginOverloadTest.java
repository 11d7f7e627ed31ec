package com.honeydue.auth;

import static com.honeydue.testing.OnLoop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginOverloadTest {

  @Test
  void loginsBeyondTheQueueShouldBeToldToComeBackAndLeaveNothingBehind() {
    try (var database = TestDatabase.create();
        var redis = TestRedis.create()) {
      Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
      environment.put("AUTH_HASH_WORKERS", "1");
      environment.put("AUTH_HASH_QUEUE", "2");
      environment.put("AUTH_SETTLE_AFTER", "50ms");
      try (var node = new AuthNode(environment)) {
        await(node.register("anna", "correct horse"));
        List<Future<@Nullable Throwable>> logins = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          logins.add(
              node.login("anna", "correct horse")
                  .transform((signedIn, error) -> Future.succeededFuture(error)));
        }
        var failures =
            logins.stream().map(login -> await(login)).filter(error -> error != null).toList();
        assertThat(failures).isNotEmpty().hasSizeLessThan(60);
        assertThat(failures)
            .allSatisfy(
                error ->
                    assertThat(error)
                        .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> {
                              assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
                              assertThat(failure.retryAfter()).isNotNull();
                            }));
        Eventually.until(
            "the tokens nobody was given are gone",
            () -> database.number("select count(*) from user_authtoken") == 61 - failures.size());
        assertThat(await(node.login("anna", "correct horse")).token()).isNotEmpty();
      }
    }
  }
}
