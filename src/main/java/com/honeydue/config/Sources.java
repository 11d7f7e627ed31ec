package com.honeydue.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The raw values of all settings, later sources over earlier ones. */
final class Sources {

  /** A value as it was found. */
  record Raw(JsonNode value, Origin origin) {}

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, Setting> byPath = new HashMap<>();
  private final Set<String> sections = new HashSet<>();
  private final Map<String, Raw> values = new HashMap<>();

  Sources(List<Setting> settings) {
    for (Setting setting : settings) {
      String path = setting.path();
      byPath.put(path, setting);
      for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
        sections.add(path.substring(0, dot));
      }
    }
  }

  /**
   * Adds what a file says.
   *
   * @param name of the file, for the message
   * @throws SettingsException for text that is not YAML, and for a key that is no setting
   */
  void file(String name, String yaml, Origin origin) {
    try {
      JsonNode root = YAML.readTree(yaml);
      if (!root.isMissingNode() && !root.isNull()) {
        section(name, "", root, origin);
      }
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new SettingsException(
          "%s, line %d: not valid YAML: %s"
              .formatted(name, at == null ? 0 : at.getLineNr(), firstLine(e.getOriginalMessage())));
    }
  }

  void environment(Function<String, @Nullable String> environment) {
    for (Setting setting : byPath.values()) {
      String value = environment.apply(setting.environment());
      if (value != null) {
        values.put(setting.path(), new Raw(TextNode.valueOf(value), Origin.ENVIRONMENT));
      }
    }
  }

  @Nullable Raw get(String path) {
    return values.get(path);
  }

  private void section(String file, String path, JsonNode node, Origin origin) {
    if (!node.isObject()) {
      throw new SettingsException(
          (path.isEmpty() ? file : path) + ": must be a section with keys of its own");
    }
    node.properties()
        .forEach(
            entry -> {
              String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              if (byPath.containsKey(key)) {
                values.put(key, new Raw(entry.getValue(), origin));
              } else if (sections.contains(key)) {
                section(file, key, entry.getValue(), origin);
              } else {
                throw new SettingsException(key + ": unknown setting in " + file);
              }
            });
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
