package com.honeydue.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the contract's files from the class path and merges them into one document. */
final class ContractDocument {

  private static final YAMLMapper yaml =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private static final String DOMAINS = "x-domains";

  private final String folder;

  /**
   * @param folder where on the class path {@code root.yaml} and the domains' files are
   */
  ContractDocument(String folder) {
    this.folder = folder;
  }

  /**
   * The root with the paths, components and tags of every domain.
   *
   * @throws IllegalStateException if a file is missing, is no YAML, or defines what another one has defined
   */
  Map<String, Object> merge() {
    Map<String, Object> document = read("root");
    for (Object domain : domains(document)) {
      var name = (String) domain;
      read(name).forEach((key, value) -> add(document, key, value, name));
    }
    return document;
  }

  static String write(Map<String, Object> document) {
    try {
      return yaml.writeValueAsString(document);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Map<String, Object> read(String name) {
    String file = folder + "/" + name + ".yaml";
    try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the contract has no file " + file);
      }
      return yaml.readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException unreadable) {
      throw new IllegalStateException("the contract's file " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static List<?> domains(Map<String, Object> root) {
    return root.remove(DOMAINS) instanceof List<?> names ? names : List.of();
  }

  private static void add(Map<String, Object> document, String key, Object value, String domain) {
    switch (key) {
      case "paths" -> addMembers(object(document, "paths"), value, domain, "path");
      case "components" -> {
        Map<String, Object> components = object(document, "components");
        asObject(value)
            .forEach((kind, parts) -> addMembers(object(components, kind), parts, domain, kind));
      }
      case "tags" -> {
        List<Object> tags = new ArrayList<>((List<?>) document.getOrDefault("tags", List.of()));
        tags.addAll((List<?>) value);
        document.put("tags", tags);
      }
      default ->
          throw new IllegalStateException(
              "the contract's domain " + domain + " may have paths, components and tags, not " + key);
    }
  }

  private static void addMembers(Map<String, Object> into, Object members, String domain, String kind) {
    asObject(members)
        .forEach(
            (name, member) -> {
              if (into.putIfAbsent(name, member) != null) {
                throw new IllegalStateException(
                    "the contract's domain " + domain + " defines the " + kind + " " + name + " a second time");
              }
            });
  }

  private static Map<String, Object> object(Map<String, Object> parent, String name) {
    return asObject(parent.computeIfAbsent(name, absent -> new LinkedHashMap<>()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asObject(Object value) {
    return (Map<String, Object>) value;
  }
}
