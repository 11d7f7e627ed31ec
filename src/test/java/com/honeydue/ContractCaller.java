package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bench.Caller;
import com.honeydue.bench.Request;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import io.vertx.core.json.JsonObject;

/**
 * Sends the requests of a household through a client that holds every answer against the contract.
 *
 * @param anyone the client without a token
 */
record ContractCaller(Api anyone) implements Caller {

  @Override
  public JsonObject call(Request request) {
    Answer answer = send(request);
    assertThat(answer.status()).as("%s", answer).isBetween(200, 299);
    return answer.body().startsWith("{") ? answer.json() : new JsonObject();
  }

  Answer send(Request request) {
    return send(as(request), request);
  }

  /** The client with the request's token. */
  Api as(Request request) {
    String authorization = request.authorization();
    return authorization == null ? anyone : anyone.with("Authorization", authorization);
  }

  /** Sends a request as {@code api} is, whatever token the request has. */
  static Answer send(Api api, Request request) {
    String type = request.type();
    return (type == null ? api : api.with("Content-Type", type))
        .send(request.method(), request.path(), request.publisher());
  }
}
