package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The registry holds what the code can name, and nothing else. */
class RegistryTest {

  private static final Path MAIN = Path.of("src", "main", "java");

  /** Names written where they are used, and not in a class of names. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?:(?:Timer|Counter|Gauge|FunctionCounter|FunctionTimer|DistributionSummary)\\.builder|"
              + "spanBuilder|addEvent|setAttribute|\\.tag|meters\\.(?:counter|timer|gauge))"
              + "\\(\\s*\"");

  private static final List<Class<?>> NAMES =
      List.of(
          MailNames.class,
          Names.class,
          NotificationNames.class,
          ProcessNames.class,
          PushNames.class,
          StorageNames.class,
          StoreNames.class,
          SubscriptionNames.class);

  private final Registry registry = Registry.read();

  @Test
  void everyClassOfNamesIsHeldAgainstTheRegistry() throws IOException {
    try (var files = Files.list(MAIN.resolve("com/honeydue/telemetry"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith("Names.java"))
          .containsExactlyInAnyOrderElementsOf(
              NAMES.stream().map(names -> names.getSimpleName() + ".java").toList());
    }
  }

  @Test
  void metricsAreThoseThatTheCodeNames() {
    assertThat(constants("Metric", "Legacy"))
        .isEqualTo(
            registry.metrics().entrySet().stream()
                .filter(metric -> metric.getValue().by() == null)
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void labelsAreThoseThatTheCodeNames() {
    Set<String> values = Set.of(Names.Label.UNMATCHED, Names.Label.OTHER_METHOD);
    var named = constants("Label");
    named.removeAll(values);
    var ofLibraries =
        registry.metrics().values().stream()
            .filter(metric -> metric.by() != null)
            .flatMap(metric -> metric.labels().stream())
            .collect(Collectors.toSet());
    var known = new TreeSet<>(registry.labels().keySet());
    known.removeIf(label -> ofLibraries.contains(label) && !named.contains(label));
    assertThat(named).isEqualTo(known);
    assertThat(
            registry.metrics().values().stream()
                .flatMap(metric -> metric.labels().stream())
                .collect(Collectors.toSet()))
        .isEqualTo(registry.labels().keySet());
  }

  @Test
  void attributesAndEventsAreThoseThatTheCodeNames() {
    assertThat(constants("Attribute")).isEqualTo(new TreeSet<>(registry.attributes().keySet()));
    var events = constants("Event");
    events.add(PushNames.AUTHORIZED);
    assertThat(events).isEqualTo(new TreeSet<>(registry.events().keySet()));
    var used =
        Stream.concat(
                registry.spans().stream().flatMap(span -> span.attributes().stream()),
                registry.events().values().stream().flatMap(event -> event.attributes().stream()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).isEqualTo(new TreeSet<>(registry.attributes().keySet()));
    var marked =
        registry.spans().stream()
            .flatMap(span -> span.events().stream())
            .collect(Collectors.toSet());
    assertThat(marked).isEqualTo(registry.events().keySet());
  }

  @Test
  void spansAreThoseThatTheCodeNames() {
    var named = constants("SpanName");
    named.addAll(
        Set.of(
            MailNames.SPAN_PREFIX,
            StoreNames.SPAN_PREFIX,
            PushNames.APNS_SEND_SPAN,
            PushNames.FCM_SEND_SPAN,
            ProcessNames.POOL_SPAN_PREFIX));
    named.remove(Names.SpanName.AUTHENTICATE);
    named.remove(Names.SpanName.HTTP);
    for (String name : named) {
      assertThat(registry.spans()).as(name).anyMatch(span -> span.name().startsWith(name));
    }
    assertThat(registry.spans())
        .filteredOn(span -> !span.name().startsWith("{"))
        .allMatch(span -> named.stream().anyMatch(name -> span.name().startsWith(name)));
  }

  @Test
  void logFieldsAreThoseThatTheCodeNames() {
    assertThat(constants("Field")).isEqualTo(new TreeSet<>(registry.log_fields().keySet()));
  }

  @Test
  void namesAreWrittenInClassesOfNamesAlone() throws IOException {
    try (var files = Files.walk(MAIN)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> LITERAL.matcher(read(file)).find()))
          .isEmpty();
    }
  }

  @Test
  void everythingSaysWhatItMeans() {
    assertThat(registry.metrics().values()).allMatch(metric -> !metric.meaning().isBlank());
    assertThat(registry.metrics())
        .allSatisfy(
            (name, metric) -> {
              if (metric.type().equals("counter")) {
                assertThat(name).endsWith("_total");
              } else if (metric.type().equals("histogram")) {
                assertThat(name).endsWith("_" + metric.unit());
              }
            });
  }

  private static Set<String> constants(String... classes) {
    return NAMES.stream()
        .flatMap(names -> Arrays.stream(names.getClasses()))
        .filter(names -> List.of(classes).contains(names.getSimpleName()))
        .flatMap(names -> Arrays.stream(names.getFields()))
        .map(
            field -> {
              try {
                Object value = field.get(null);
                return value instanceof AttributeKey<?> key ? key.getKey() : (String) value;
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
