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

  private static final String FOLDER = "openapi/";
  private static final String ROOT = FOLDER + "root.yaml";

  /** The root's key that lists the domains, each of which has a file of its name. */
  private static final String DOMAINS = "x-domains";

  private ContractDocument() {}

  /** The files of the domains that the root lists. */
  static List<String> domainFiles() {
    return read(ROOT).get(DOMAINS) instanceof List<?> names
        ? names.stream().map(name -> FOLDER + name + ".yaml").toList()
        : List.of();
  }

  /**
   * The root with the paths, components and tags of the domains.
   *
   * @param domainFiles resources on the class path
   * @throws IllegalStateException if a file is missing, is no YAML, or defines what another one has
   *     defined
   */
  static Map<String, Object> merge(List<String> domainFiles) {
    Map<String, Object> document = read(ROOT);
    document.remove(DOMAINS);
    for (String file : domainFiles) {
      read(file).forEach((key, value) -> add(document, key, value, file));
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

  private static Map<String, Object> read(String file) {
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the contract has no file " + file);
      }
      return yaml.readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "the contract's file " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static void add(Map<String, Object> document, String key, Object value, String file) {
    switch (key) {
      case "paths" -> addMembers(object(document, "paths"), value, file, "path");
      case "components" -> {
        Map<String, Object> components = object(document, "components");
        asObject(value)
            .forEach((kind, parts) -> addMembers(object(components, kind), parts, file, kind));
      }
      case "tags" -> {
        List<Object> tags = new ArrayList<>((List<?>) document.getOrDefault("tags", List.of()));
        tags.addAll((List<?>) value);
        document.put("tags", tags);
      }
      default ->
          throw new IllegalStateException(
              "the contract's file " + file + " may have paths, components and tags, not " + key);
    }
  }

  private static void addMembers(
      Map<String, Object> into, Object members, String file, String kind) {
    asObject(members)
        .forEach(
            (name, member) -> {
              if (into.putIfAbsent(name, member) != null) {
                throw new IllegalStateException(
                    "the contract's file "
                        + file
                        + " defines the "
                        + kind
                        + " "
                        + name
                        + " a second time");
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
