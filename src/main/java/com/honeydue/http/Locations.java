package com.honeydue.http;

import io.vertx.core.http.HttpMethod;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a new resource is: a record with an {@code id}, made by POST to a collection whose
 * members the contract can GET at {@code {id}/}. Immutable.
 */
final class Locations {

  private static final String MEMBER = "{id}/";

  private static final ClassValue<Optional<Method>> IDS =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          return components == null
              ? Optional.empty()
              : Arrays.stream(components)
                  .filter(component -> component.getName().equals("id"))
                  .map(RecordComponent::getAccessor)
                  .peek(accessor -> accessor.setAccessible(true))
                  .findFirst();
        }
      };

  private final Set<String> collections;

  Locations(List<ContractOperation> operations) {
    this.collections =
        operations.stream()
            .filter(it -> it.method().equals(HttpMethod.GET) && it.route().endsWith("/" + MEMBER))
            .map(it -> it.route().substring(0, it.route().length() - MEMBER.length()))
            .filter(collection -> collection.indexOf('{') < 0)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The path of {@code resource}, which was made at {@code route}; {@code null} if it has none that
   * can be told.
   */
  @Nullable String of(String route, Object resource) {
    if (!collections.contains(route)) {
      return null;
    }
    return IDS.get(resource.getClass()).map(id -> route + read(id, resource) + '/').orElse(null);
  }

  private static Object read(Method id, Object resource) {
    try {
      return id.invoke(resource);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
