package com.honeydue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Plays Firebase Cloud Messaging, and the issuer of its access tokens: takes every push that comes
 * with the last token, until it is told to answer otherwise.
 */
public final class FcmPeer extends HttpsPeer {

  public static final String PROJECT = "honeydue-test";
  public static final String EMAIL = "push@honeydue-test.iam.example.com";
  private static final String FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
  private static final RSAKey KEY = IdentityProvider.rsa("fcm-key");

  /** What a request is answered with. */
  public interface Answering {
    void answer(HttpServerRequest request, JsonObject message);
  }

  private final List<JsonObject> taken = new CopyOnWriteArrayList<>();
  private final List<SignedJWT> assertions = new CopyOnWriteArrayList<>();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile String current = "";
  private volatile Answering answering = (request, message) -> accept(request);
  private volatile @Nullable Answering issuing;

  /** What makes a process push to this. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("PUSH_CA_FILE", TestCertificate.shared().trustFile().toString());
    settings.put("PUSH_FCM_URL", url());
    settings.put("PUSH_FCM_SERVICE_ACCOUNT", account().encode());
    return settings;
  }

  /** The service account that may push. */
  public JsonObject account() {
    try {
      return new JsonObject()
          .put("type", "service_account")
          .put("project_id", PROJECT)
          .put("client_email", EMAIL)
          .put("private_key_id", KEY.getKeyID())
          .put(
              "private_key", TestCertificate.pem("PRIVATE KEY", KEY.toRSAPrivateKey().getEncoded()))
          .put("token_uri", url() + "/token");
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The messages that came, in order, also those that were refused. */
  public List<JsonObject> taken() {
    return taken;
  }

  /** What was handed in for an access token. */
  public List<SignedJWT> assertions() {
    return assertions;
  }

  /** From now on pushes are answered so. */
  public void answer(Answering other) {
    answering = other;
  }

  /** From now on access tokens are answered so; {@code null} as at first. */
  public void issue(@Nullable Answering other) {
    issuing = other;
  }

  /** The tokens issued before are not taken any more. */
  public void withdraw() {
    current = "";
  }

  public static void accept(HttpServerRequest request) {
    answer(request, 200, "{\"name\": \"projects/" + PROJECT + "/messages/0:1\"}");
  }

  /** As Firebase refuses, in a word of its own. */
  public static Answering refusing(int status, String code, JsonObject... more) {
    var details =
        new JsonArray().add(new JsonObject().put("@type", FCM_ERROR).put("errorCode", code));
    List.of(more).forEach(details::add);
    var error = new JsonObject().put("code", status).put("status", "ANY").put("details", details);
    return (request, message) ->
        answer(request, status, new JsonObject().put("error", error).encode());
  }

  /** Issues a token that lives so long. */
  public void issueFor(HttpServerRequest request, int seconds) {
    current = "ya29.token-" + issued.incrementAndGet();
    answer(
        request,
        200,
        new JsonObject()
            .put("access_token", current)
            .put("expires_in", seconds)
            .put("token_type", "Bearer")
            .encode());
  }

  @Override
  void requested(HttpServerRequest request, Buffer body) {
    if (request.path().equals("/token")) {
      assertion(request, body.toString());
    } else if (request.path().equals("/v1/projects/" + PROJECT + "/messages:send")) {
      var message = body.toJsonObject().getJsonObject("message");
      taken.add(message);
      if (!("Bearer " + current).equals(request.getHeader("Authorization"))) {
        answer(request, 401, "{\"error\": {\"code\": 401, \"status\": \"UNAUTHENTICATED\"}}");
      } else {
        answering.answer(request, message);
      }
    } else {
      answer(request, 404, "<html>");
    }
  }

  private void assertion(HttpServerRequest request, String form) {
    try {
      var jwt =
          SignedJWT.parse(
              URLDecoder.decode(form.replaceAll(".*assertion=", ""), StandardCharsets.UTF_8));
      if (!jwt.verify(new RSASSAVerifier(KEY.toRSAPublicKey()))) {
        answer(request, 400, "{\"error\": \"invalid_grant\"}");
        return;
      }
      assertions.add(jwt);
    } catch (ParseException | JOSEException broken) {
      answer(request, 400, "{\"error\": \"invalid_request\"}");
      return;
    }
    var other = issuing;
    if (other == null) {
      issueFor(request, 3_599);
    } else {
      other.answer(request, new JsonObject());
    }
  }
}
