package com.honeydue.http;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The merged contract. Read-only, shared by all HTTP verticles.
 *
 * @param document the whole OpenAPI document
 * @param text the same as it is served
 */
public record Contract(JsonObject document, ContractText text, List<ContractOperation> operations) {

  /**
   * Makes sure that contract and services speak of the same operations.
   *
   * @param answered the ids that services answer, internal ones left out
   * @throws IllegalStateException naming every operation nobody answers and every answer without an
   *     operation
   */
  public void requireAnswers(Set<String> answered) {
    var declared =
        operations.stream()
            .filter(operation -> !operation.edge())
            .map(ContractOperation::id)
            .collect(Collectors.toSet());
    var silent = difference(declared, answered);
    var unknown = difference(answered, declared);
    if (silent.isEmpty() && unknown.isEmpty()) {
      return;
    }
    var message = new StringBuilder("the contract and the services do not match:");
    if (!silent.isEmpty()) {
      message.append(" no service answers ").append(silent).append(';');
    }
    if (!unknown.isEmpty()) {
      message.append(" the contract has no operation ").append(unknown).append(';');
    }
    message.setLength(message.length() - 1);
    throw new IllegalStateException(message.toString());
  }

  /** Only what the edge answers itself, for a process without services. */
  public Contract edgeAlone() {
    return new Contract(
        document, text, operations.stream().filter(ContractOperation::edge).toList());
  }

  private static String difference(Set<String> from, Set<String> without) {
    return from.stream()
        .filter(id -> !without.contains(id))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
