package com.honeydue.notifications;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.db.Columns;
import com.honeydue.db.Lanes;
import com.honeydue.notifications.DeviceStatements.Changed;
import com.honeydue.push.Device;
import com.honeydue.push.Provider;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;

/** Where somebody gets pushes. Lives on the event loop of its lanes. */
final class Devices {

  /** Beside the one that was registered last: nobody carries more. */
  private static final int OTHERS = 19;

  private final Lanes lanes;
  private final InstantSource clock;

  Devices(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("registerDevice", this::register)
        .on("listDevices", this::list)
        .on("updateDevice", this::update)
        .on("removeDevice", this::remove);
  }

  Future<Reply> register(Call<Arguments> call) {
    var body = call.arguments().body();
    String provider = call.arguments().bodyText("provider");
    String token = call.arguments().bodyText("token");
    var device = new Device(Provider.valueOf(provider.toUpperCase(Locale.ROOT)), token);
    if (!device.isWellFormed()) {
      throw Failure.invalid("/token", "is not a device token of this provider");
    }
    var columns = columns(call.arguments());
    return lanes
        .one(
            DeviceStatements.REGISTER.with(
                call.userId(),
                call.caller().sessionId(),
                provider,
                token,
                hash(body.getString("token")),
                columns.getString("name"),
                columns.getString("app_version"),
                clock.instant().atOffset(ZoneOffset.UTC),
                OTHERS))
        .map(
            registered -> {
              var reply = Reply.of(registered.device());
              return registered.fresh() ? reply : reply.existing();
            });
  }

  Future<Page<RegisteredDevice>> list(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    return lanes
        .run(
            DeviceStatements.LIST.with(
                call.userId(),
                call.caller().sessionId(),
                Cursor.key(arguments.textOrNull("cursor"), 0),
                limit + 1))
        .map(found -> Page.of(found, limit, RegisteredDevice::id));
  }

  Future<RegisteredDevice> update(Call<Arguments> call) {
    return lanes
        .one(
            DeviceStatements.UPDATE.with(
                call.userId(),
                call.caller().sessionId(),
                call.arguments().id(),
                columns(call.arguments()),
                call.preconditions().acceptedVersions()))
        .map(changed -> Objects.requireNonNull(done(changed).device()));
  }

  Future<Reply> remove(Call<Arguments> call) {
    return lanes
        .one(
            DeviceStatements.REMOVE.with(
                call.userId(), call.arguments().id(), call.preconditions().acceptedVersions()))
        .map(
            changed -> {
              done(changed);
              return Reply.none();
            });
  }

  private static io.vertx.core.json.JsonObject columns(Arguments arguments) {
    return Columns.of(arguments.body()).texts("name", "app_version").flags("enabled").toJson();
  }

  private static Changed done(Changed changed) {
    return switch (changed.status()) {
      case "done" -> changed;
      case "stale" -> throw Failure.stale();
      default -> throw Failure.notFound();
    };
  }

  private static Buffer hash(String token) {
    try {
      return Buffer.buffer(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException noJdk) {
      throw new IllegalStateException(noJdk);
    }
  }
}
