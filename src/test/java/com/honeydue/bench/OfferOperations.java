package com.honeydue.bench;

import java.util.List;
import java.util.Map;

/** What anybody asks about tiers. */
final class OfferOperations {

  private static final Map<String, String> PATHS =
      Map.of(
          "subscriptionLimits", "limits/",
          "subscriptionFeatures", "features/",
          "promotions", "promotions/",
          "upgradeTriggers", "upgrade-triggers/",
          "upgradeTrigger", "upgrade-triggers/more_tasks/");

  private OfferOperations() {}

  static List<Operation> all(String token) {
    return PATHS.entrySet().stream()
        .map(
            path ->
                new Operation(
                    path.getKey(),
                    true,
                    () -> new Request("GET", "/api/subscriptions/" + path.getValue(), token, null)))
        .toList();
  }
}
