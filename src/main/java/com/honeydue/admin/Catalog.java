package com.honeydue.admin;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.db.Columns;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * What staff look at and edit of what everybody shares: tiers, promotions, templates of tasks.
 * Lives on the event loop of its lanes.
 */
final class Catalog {

  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  private final Lanes lanes;

  Catalog(Lanes lanes) {
    this.lanes = lanes;
  }

  void addTo(Operations operations) {
    operations
        .on("adminListTiers", this::tiers)
        .on("adminSetTierLimit", this::setLimit)
        .on("adminListPromotions", this::promotions)
        .on("adminCreatePromotion", this::createPromotion)
        .on("adminUpdatePromotion", this::updatePromotion)
        .on("adminEndPromotion", this::endPromotion)
        .on("adminListTemplates", this::templates)
        .on("adminUpdateTemplate", this::updateTemplate);
  }

  private Future<Page<AdminTier>> tiers(Call<Arguments> call) {
    return lanes
        .run(CatalogStatements.TIERS.with(call.userId(), call.requestId()))
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.forbidden("staff_only", "Only staff may do this.");
              }
              Map<String, List<CatalogStatements.TierRow>> tiers = new LinkedHashMap<>();
              for (var row : rows) {
                tiers.computeIfAbsent(row.limit().tier(), one -> new ArrayList<>()).add(row);
              }
              return new Page<>(tiers.values().stream().map(Catalog::tier).toList(), null);
            });
  }

  private static AdminTier tier(List<CatalogStatements.TierRow> limits) {
    var first = limits.getFirst();
    return new AdminTier(
        first.limit().tier(),
        first.name(),
        limits.stream().map(CatalogStatements.TierRow::limit).toList());
  }

  private Future<Reply> setLimit(Call<Arguments> call) {
    var body = call.arguments().body();
    return lanes
        .one(
            CatalogStatements.SET_LIMIT.with(
                call.userId(),
                call.requestId(),
                call.arguments().text("tier"),
                call.arguments().text("resource"),
                body.getInteger("maximum"),
                body.getString("upgrade_trigger"),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(Edited::reply);
  }

  private Future<Page<AdminPromotion>> promotions(Call<Arguments> call) {
    return page(CatalogStatements.PROMOTIONS, call, AdminPromotion::id);
  }

  private Future<Reply> createPromotion(Call<Arguments> call) {
    return lanes
        .one(
            CatalogStatements.CREATE_PROMOTION.with(
                call.userId(), call.requestId(), promotion(call.arguments().body())))
        .map(Edited::reply);
  }

  private Future<Reply> updatePromotion(Call<Arguments> call) {
    return edit(CatalogStatements.UPDATE_PROMOTION, call, promotion(call.arguments().body()));
  }

  private Future<Reply> endPromotion(Call<Arguments> call) {
    return edit(CatalogStatements.UPDATE_PROMOTION, call, new JsonObject().put("ended", true));
  }

  private static JsonObject promotion(JsonObject body) {
    var columns =
        Columns.of(body)
            .texts("tier", "offer_code")
            .date("starts_on", FIRST, LAST)
            .date("ends_on", FIRST, LAST)
            .toJson();
    return body.containsKey("texts") ? columns.put("texts", body.getValue("texts")) : columns;
  }

  private Future<Page<AdminTemplate>> templates(Call<Arguments> call) {
    return page(CatalogStatements.TEMPLATES, call, AdminTemplate::id);
  }

  private Future<Reply> updateTemplate(Call<Arguments> call) {
    var columns =
        Columns.of(call.arguments().body())
            .texts("title", "description", "category", "priority", "frequency", "keywords")
            .integer("interval", "rule_every")
            .flags("active")
            .toJson();
    return edit(CatalogStatements.UPDATE_TEMPLATE, call, columns);
  }

  private <T> Future<Reply> edit(
      Statement<Edited<T>> statement, Call<Arguments> call, JsonObject columns) {
    return lanes
        .one(
            statement.with(
                call.userId(),
                call.requestId(),
                call.arguments().id(),
                columns,
                call.preconditions().acceptedVersions()))
        .map(Edited::reply);
  }

  private <T> Future<Page<T>> page(
      Statement<Seen<T>> statement, Call<Arguments> call, ToLongFunction<T> key) {
    int limit = (int) call.arguments().number("limit");
    long after = Cursor.key(call.arguments().textOrNull("cursor"), 0);
    return lanes
        .run(statement.with(call.userId(), call.requestId(), after, limit + 1))
        .map(rows -> Seen.page(rows, limit, key));
  }
}
