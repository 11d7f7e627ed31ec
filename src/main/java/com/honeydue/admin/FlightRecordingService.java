package com.honeydue.admin;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.redis.RedisLink;
import com.honeydue.storage.Delivery;
import com.honeydue.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Lets staff have a process record what its JVM does, and fetch that. The process does it itself
 * ({@link FlightRecorderWatch}): it can not be asked over HTTP, being one of many. Lives on the
 * event loop of its lanes and its link.
 */
public final class FlightRecordingService implements Service {

  /** More than there are processes. */
  private static final int MOST = 50;

  private static final long SECONDS = 60;
  private static final Duration LINK = Duration.ofMinutes(10);

  private final StaffActs acts;
  private final FlightStore store;
  private final Storage storage;
  private final InstantSource clock;

  public FlightRecordingService(
      Lanes lanes, RedisLink redis, Storage storage, InstantSource clock) {
    this.acts = new StaffActs(lanes, "flight_recordings_unavailable");
    this.store = new FlightStore(redis, clock);
    this.storage = storage;
    this.clock = clock;
  }

  @Override
  public Operations operations() {
    return new Operations()
        .on("adminListFlightRecordings", this::list)
        .on("adminRecordFlight", this::record);
  }

  Future<Page<FlightRecording>> list(Call<Arguments> call) {
    return acts.run(call, new JsonObject(), store::all)
        .map(flights -> new Page<>(flights.stream().map(this::shown).toList(), null));
  }

  Future<FlightRecording> record(Call<Arguments> call) {
    var flight =
        Flight.asked(
            call.arguments().text("process"),
            call.arguments().body().getLong("seconds", SECONDS),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return acts.run(
            call,
            new JsonObject().put("process", flight.process()).put("seconds", flight.seconds()),
            () -> store.all().compose(known -> ask(flight, known)))
        .map(this::shown);
  }

  private Future<Flight> ask(Flight flight, List<Flight> known) {
    for (Flight other : known) {
      if (other.process().equals(flight.process())) {
        if (other.runs()) {
          throw Failure.conflict("recording_runs", "It records already.");
        }
        return store.put(flight);
      }
    }
    if (known.size() >= MOST) {
      throw Failure.conflict("too_many_recordings", "Those that there are end within a day.");
    }
    return store.put(flight);
  }

  private FlightRecording shown(Flight flight) {
    boolean kept = flight.state() == Flight.State.KEPT;
    return new FlightRecording(
        flight.process(),
        flight.state().word(),
        flight.seconds(),
        flight.askedAt(),
        kept ? flight.bytes() : null,
        kept
            ? storage.link(
                flight.key(), new Delivery(FlightTaker.MEDIA_TYPE, flight.process() + ".jfr"), LINK)
            : null);
  }
}
