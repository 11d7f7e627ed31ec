package com.honeydue.bus;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The operations one service answers, by {@code operationId}. Built once when the service is
 * mounted, read-only after.
 */
public final class Operations {

  private final Map<String, Function<Call<Arguments>, Future<?>>> byId = new LinkedHashMap<>();
  private final Set<String> internal = new HashSet<>();

  /** {@code method} answers the operation {@code id}. */
  public Operations on(String id, Function<Call<Arguments>, Future<?>> method) {
    return put(id, method);
  }

  /**
   * {@code method} answers the operation {@code id}, whose arguments are first read into their own
   * record.
   */
  public <A> Operations on(
      String id, Function<Arguments, A> arguments, Function<Call<A>, Future<?>> method) {
    return put(id, call -> method.apply(call.with(arguments.apply(call.arguments()))));
  }

  /**
   * {@code method} answers calls from inside the process alone: the contract has no such operation.
   */
  public Operations internal(String id, Function<Call<Arguments>, Future<?>> method) {
    internal.add(id);
    return put(id, method);
  }

  public Map<String, Function<Call<Arguments>, Future<?>>> byId() {
    return Map.copyOf(byId);
  }

  /** The ids that the contract must have, too. */
  public Set<String> routedIds() {
    var routed = new HashSet<>(byId.keySet());
    routed.removeAll(internal);
    return routed;
  }

  private Operations put(String id, Function<Call<Arguments>, Future<?>> method) {
    if (byId.putIfAbsent(id, method) != null) {
      throw new IllegalStateException("operation " + id + " is answered twice");
    }
    return this;
  }
}
