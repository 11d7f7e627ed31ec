package com.honeydue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays Apple's push service: takes every push, until it is told to answer otherwise. */
public final class ApnsPeer extends HttpsPeer {

  public static final String TOPIC = "com.example.honeydue";
  public static final String KEY_ID = "ABCDE12345";
  public static final String TEAM_ID = "TEAM012345";

  private static final ECKey KEY = IdentityProvider.ec("apns");

  /** A push that has come. */
  public record Taken(String token, Map<String, String> headers, JsonObject payload) {}

  /** What becomes of a push. */
  public interface Answering {
    void answer(HttpServerRequest request, Taken push);
  }

  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private volatile Answering answering = (request, push) -> accept(request);

  /** The key that pushes are signed with. */
  public static ECKey key() {
    return KEY;
  }

  /** What makes a process push to these. */
  public static Map<String, String> settings(String production, String sandbox) {
    Map<String, String> settings = new HashMap<>();
    settings.put("PUSH_CA_FILE", TestCertificate.shared().trustFile().toString());
    settings.put("PUSH_APNS_KEY", pem());
    settings.put("PUSH_APNS_KEY_ID", KEY_ID);
    settings.put("PUSH_APNS_TEAM_ID", TEAM_ID);
    settings.put("PUSH_APNS_TOPIC", TOPIC);
    settings.put("PUSH_APNS_URL", production);
    settings.put("PUSH_APNS_SANDBOX_URL", sandbox);
    return settings;
  }

  /** What came, in order. */
  public List<Taken> taken() {
    return taken;
  }

  /** From now on pushes are answered so. */
  public void answer(Answering other) {
    answering = other;
  }

  public static void accept(HttpServerRequest request) {
    request.response().putHeader("apns-id", String.valueOf(request.getHeader("apns-id"))).end();
  }

  /** Rejects with a status and a reason. */
  public static Answering rejecting(int status, String reason) {
    return (request, push) ->
        answer(request, status, new JsonObject().put("reason", reason).encode());
  }

  @Override
  void requested(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    var push = new Taken(request.path().replace("/3/device/", ""), headers, body.toJsonObject());
    taken.add(push);
    answering.answer(request, push);
  }

  /** The same as Apple hands it out. */
  public static String pem() {
    try {
      return TestCertificate.pem("PRIVATE KEY", KEY.toECPrivateKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
