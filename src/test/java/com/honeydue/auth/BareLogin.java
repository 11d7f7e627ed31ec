package com.honeydue.auth;

import static com.honeydue.bench.JsonOutput.moment;
import static com.honeydue.bench.JsonOutput.number;

import com.fasterxml.jackson.core.JsonGenerator;
import com.honeydue.bench.JsonOutput;
import com.honeydue.config.AuthSettings;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * A login with as little as it takes: the service's statement over lanes, the same hash on as many
 * threads, the answer written by a streaming generator; nothing told to Redis, nothing noted. Lives
 * on the event loop of its lanes.
 */
public final class BareLogin {

  /** What the lanes need to know. */
  public static final List<Statement<?>> STATEMENTS = List.of(AuthStatements.LOGIN);

  private static final int EXPECTED_BYTES = 512;

  private final Lanes lanes;
  private final WorkerExecutor workers;
  private final long lifeSeconds;

  public BareLogin(Vertx vertx, Lanes lanes, AuthSettings settings) {
    this.lanes = lanes;
    this.workers = vertx.createSharedWorkerExecutor("bare-hash", settings.hashWorkers());
    this.lifeSeconds = settings.tokenLifetime().toSeconds();
  }

  public Future<Buffer> login(JsonObject body) {
    var token = Token.fresh();
    String password = body.getString("password");
    return lanes
        .one(
            AuthStatements.LOGIN.with(
                body.getString("username"), token.hash().bytes(), lifeSeconds, null, null))
        .compose(
            found ->
                workers.executeBlocking(
                    () -> {
                      if (!PasswordHash.parse(found.password()).matches(password)) {
                        throw new IllegalStateException("the password is wrong");
                      }
                      return Objects.requireNonNull(found.issued());
                    },
                    false))
        .map(issued -> JsonOutput.of(EXPECTED_BYTES, json -> signedIn(json, issued.tell(token))));
  }

  private static void signedIn(JsonGenerator json, SignedIn signedIn) throws IOException {
    var user = signedIn.user();
    json.writeStartObject();
    json.writeStringField("token", signedIn.token());
    moment(json, "expires_at", signedIn.expiresAt());
    json.writeObjectFieldStart("user");
    json.writeNumberField("id", user.id());
    json.writeStringField("username", user.username());
    json.writeStringField("email", user.email());
    json.writeStringField("first_name", user.firstName());
    json.writeStringField("last_name", user.lastName());
    json.writeBooleanField("email_verified", user.emailVerified());
    json.writeBooleanField("is_staff", user.isStaff());
    json.writeStringField("time_zone", user.timeZone());
    json.writeStringField("locale", user.locale());
    number(json, "avatar_upload_id", user.avatarUploadId());
    moment(json, "date_joined", user.dateJoined());
    json.writeNumberField("version", user.version());
    json.writeEndObject();
    json.writeEndObject();
  }
}
