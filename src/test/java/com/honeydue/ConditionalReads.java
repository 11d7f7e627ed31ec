package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.NotedLater;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads on condition that something has changed, and what they cost the database. */
record ConditionalReads(TestServer server) {

  /** What a conditional read answered, and how many round trips it took. */
  record Read(Answer answer, int trips) {

    /** The caller's tag is current, as Redis knew. */
    void expectRemembered() {
      assertThat(answer.status()).as("%s", answer).isEqualTo(304);
      assertThat(trips).isZero();
    }

    /** The service was asked. */
    Answer expectAsked(int status) {
      assertThat(answer.status()).as("%s", answer).isEqualTo(status);
      assertThat(trips).isEqualTo(1);
      return answer;
    }
  }

  Read read(Api api, String path, String tag) {
    var answer = new AtomicReference<@Nullable Answer>();
    var trips = server.roundTrips(() -> answer.set(api.with("If-None-Match", tag).get(path)));
    return new Read(Objects.requireNonNull(answer.get()), trips.without(NotedLater.sql()).count());
  }

  /**
   * The tag of the present answer, once it is remembered. A read that comes right behind a write or
   * behind the loss of what Redis knew need not be.
   */
  String remembered(Api api, String path) {
    String tag = api.get(path).expect(200).tag();
    Eventually.until(
        path + " is remembered",
        () -> {
          var read = read(api, path, tag);
          read.answer().expect(304);
          return read.trips() == 0;
        });
    return tag;
  }
}
