package com.honeydue.telemetry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The telemetry registry, and what is said against it by what a process emits. */
public record Registry(
    Map<String, String> labels,
    Map<String, Metric> metrics,
    List<Shape> spans,
    Map<String, Attribute> attributes,
    Map<String, Event> events,
    Map<String, String> log_fields) {

  /** A family. */
  public record Metric(
      String type,
      String unit,
      Set<String> labels,
      @Nullable String at,
      @Nullable String by,
      String meaning) {

    boolean isLegacy() {
      return "legacy".equals(at);
    }
  }

  /** What spans of one kind look like. */
  public record Shape(
      String name,
      String pattern,
      String kind,
      String meaning,
      Set<String> attributes,
      Set<String> events) {

    boolean covers(SpanData span) {
      return span.getKind().name().toLowerCase(Locale.ROOT).equals(kind)
          && Pattern.matches(pattern, span.getName());
    }
  }

  /** An attribute. */
  public record Attribute(String type, String meaning) {}

  /** An event. */
  public record Event(Set<String> attributes, String meaning) {}

  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_0-9]+)(?:\\{(.*?)})? [^ ]+(?: # \\{.*)?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count|max)$");
  private static final Set<String> OF_FORMAT = Set.of("le", "quantile");

  /** The one that is shipped. */
  public static Registry read() {
    try (var file = Registry.class.getResourceAsStream("/telemetry/registry.yaml")) {
      return YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readValue(file, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a scrape, in Prometheus' text format, says that the registry does not. */
  public Set<String> against(String scrape) {
    var wrong = new TreeSet<String>();
    var types = new java.util.HashMap<String, String>();
    for (String line : scrape.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        types.put(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        sample(line, types, wrong);
      }
    }
    return wrong;
  }

  private void sample(String line, Map<String, String> types, Set<String> wrong) {
    var parts = SAMPLE.matcher(line);
    if (!parts.matches()) {
      wrong.add("unreadable: " + line);
      return;
    }
    String name = parts.group(1);
    String family = metrics.containsKey(name) ? name : PART.matcher(name).replaceFirst("");
    Metric known = metrics.get(family);
    if (known == null) {
      wrong.add("no such metric: " + name);
      return;
    }
    boolean max = name.equals(family + "_max");
    String type = types.getOrDefault(max ? name : family, "untyped");
    if (!type.equals(max ? "gauge" : known.type())) {
      wrong.add(name + " is a " + type + ", not a " + known.type());
    }
    var found = new HashSet<String>();
    LABEL
        .matcher(parts.group(2) == null ? "" : parts.group(2))
        .results()
        .forEach(label -> found.add(label.group(1)));
    found.removeAll(OF_FORMAT);
    if (!found.equals(known.labels())) {
      wrong.add(name + " has the labels " + found + ", not " + known.labels());
    }
  }

  /** What a span says that the registry does not. */
  public List<String> against(SpanData span) {
    var shapes = spans.stream().filter(shape -> shape.covers(span)).toList();
    if (shapes.isEmpty()) {
      return List.of("no such span: " + span.getKind() + " " + span.getName());
    }
    var wrong = new ArrayList<String>();
    Set<String> keys =
        span.getAttributes().asMap().keySet().stream()
            .map(Object::toString)
            .collect(Collectors.toSet());
    if (shapes.stream().noneMatch(shape -> shape.attributes().containsAll(keys))) {
      wrong.add(span.getName() + " has the attributes " + keys);
    }
    span.getEvents()
        .forEach(
            event -> {
              Event known = events.get(event.getName());
              if (known == null
                  || shapes.stream().noneMatch(shape -> shape.events().contains(event.getName()))) {
                wrong.add(span.getName() + " has the event " + event.getName());
              } else if (!known
                  .attributes()
                  .equals(
                      event.getAttributes().asMap().keySet().stream()
                          .map(Object::toString)
                          .collect(Collectors.toSet()))) {
                wrong.add(event.getName() + " has other attributes");
              }
            });
    return wrong;
  }

  /** The same of many spans, each complaint once. */
  public Set<String> against(Collection<SpanData> many) {
    return many.stream()
        .flatMap(span -> against(span).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
