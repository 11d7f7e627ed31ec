package com.honeydue.lookups;

import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lookups, answered from memory. The first call reads them; after a while the next one has them
 * read again and is answered with those that are there. Lives on the event loop of its lanes.
 */
public final class LookupService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS = LookupStatements.ALL;

  /** They change with a release or by hand. */
  static final Duration FRESH = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(LookupService.class);

  private final Lanes lanes;
  private final InstantSource clock;
  private @Nullable Lookups known;
  private @Nullable Future<Lookups> reading;
  private Instant freshUntil = Instant.MIN;

  public LookupService(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  @Override
  public Operations operations() {
    return new Operations()
        .on("categories", call -> answer(Lookups::categories))
        .on("priorities", call -> answer(Lookups::priorities))
        .on("frequencies", call -> answer(Lookups::frequencies))
        .on("residenceTypes", call -> answer(Lookups::residenceTypes))
        .on("specialties", call -> answer(Lookups::specialties))
        .on("staticData", call -> answer(Lookups::all));
  }

  private Future<Reply> answer(Function<Lookups, Reply> part) {
    var lookups = known;
    if (lookups == null) {
      return read().map(part);
    }
    if (!clock.instant().isBefore(freshUntil)) {
      read().onFailure(error -> log.atWarn().setCause(error).log("lookups were not read again"));
    }
    return Future.succeededFuture(part.apply(lookups));
  }

  /** Reads all of them in one round trip; whoever asks meanwhile waits for the same. */
  private Future<Lookups> read() {
    var underway = reading;
    if (underway != null) {
      return underway;
    }
    var categories = LookupStatements.CATEGORIES.with();
    var priorities = LookupStatements.PRIORITIES.with();
    var frequencies = LookupStatements.FREQUENCIES.with();
    var types = LookupStatements.RESIDENCE_TYPES.with();
    var specialties = LookupStatements.SPECIALTIES.with();
    var versions = LookupStatements.APP_VERSIONS.with();
    var started =
        lanes
            .pipeline(categories, priorities, frequencies, types, specialties, versions)
            .map(
                results ->
                    Lookups.of(
                        new StaticData(
                            results.of(categories),
                            results.of(priorities),
                            results.of(frequencies),
                            results.of(types),
                            results.of(specialties),
                            results.of(versions).stream()
                                .collect(
                                    Collectors.toMap(
                                        Choice::code,
                                        Choice::name,
                                        (one, other) -> one,
                                        TreeMap::new)))));
    reading = started;
    return started.andThen(
        (read, error) -> {
          reading = null;
          freshUntil = clock.instant().plus(FRESH);
          if (error == null) {
            known = read;
          }
        });
  }
}
