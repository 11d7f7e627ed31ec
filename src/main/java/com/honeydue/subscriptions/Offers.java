package com.honeydue.subscriptions;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tiers allow and offer. Staff change it, and that touches what is everybody's. Lives on the
 * event loop of its lanes.
 */
final class Offers {

  private final Lanes lanes;
  private final InstantSource clock;

  Offers(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("subscriptionLimits", this::limits)
        .on("subscriptionFeatures", this::features)
        .on("promotions", this::promotions)
        .on("upgradeTriggers", this::triggers)
        .on("upgradeTrigger", this::trigger);
  }

  private Future<Reply> limits(Call<Arguments> call) {
    return lanes
        .run(OfferStatements.LIMITS.with(call.userId()))
        .map(
            rows -> {
              var first = rows.getFirst();
              var limits =
                  new Limits(
                      first.tier(),
                      first.readOnly(),
                      rows.stream().map(OfferStatements.LimitRow::limit).toList());
              return shown(limits).touching(first.homes().stream().map(Scope::residence).toList());
            });
  }

  private Future<Reply> features(Call<Arguments> call) {
    return lanes
        .run(OfferStatements.FEATURES.with(call.userId()))
        .map(
            rows -> {
              Map<String, List<OfferStatements.FeatureRow>> features = new LinkedHashMap<>();
              for (var row : rows) {
                features.computeIfAbsent(row.resource(), one -> new ArrayList<>()).add(row);
              }
              return page(features.values().stream().map(Offers::feature).toList());
            });
  }

  private static Feature feature(List<OfferStatements.FeatureRow> offers) {
    var one = offers.getFirst();
    return new Feature(
        one.resource(),
        one.title(),
        one.description(),
        offers.stream().map(OfferStatements.FeatureRow::offer).toList());
  }

  /** Their days are those of UTC, where midnight ends whatever is remembered. */
  private Future<Reply> promotions(Call<Arguments> call) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return lanes.run(OfferStatements.PROMOTIONS.with(call.userId(), today)).map(Offers::page);
  }

  private Future<Reply> triggers(Call<Arguments> call) {
    return lanes.run(OfferStatements.TRIGGERS.with(call.userId(), null)).map(Offers::page);
  }

  private Future<Reply> trigger(Call<Arguments> call) {
    return lanes
        .found(OfferStatements.TRIGGERS.with(call.userId(), call.arguments().text("key")))
        .map(Offers::shown);
  }

  private static Reply page(List<?> items) {
    return shown(new Page<>(items, null));
  }

  /** The text of a record names all that is in it. */
  private static Reply shown(Object body) {
    return Reply.of(body)
        .tagged(new Fingerprint().add(body.toString()).tag())
        .touching(Scope.everybody());
  }
}
