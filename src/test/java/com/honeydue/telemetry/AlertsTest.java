package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Alerts ask for what there is, have a section that tells what to do, and are proven to fire and to
 * clear. {@code vmalert-tool} carries the proofs out; here it is seen that there are some.
 */
class AlertsTest {

  private static final Path RULES = Path.of("obs", "alerts");
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Registry registry = Registry.read();

  @Test
  void everyRuleNamesMetricsAndLabelsOfTheRegistry() throws IOException {
    var wrong = new TreeMap<String, Set<String>>();
    for (JsonNode rule : rules()) {
      var found = PromQl.of(rule.path("expr").asText()).against(registry);
      if (!found.isEmpty()) {
        wrong.put(rule.path("alert").asText() + rule.path("record").asText(), found);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatRulesRecordIsInTheRegistry() throws IOException {
    var recorded = new TreeSet<String>();
    rules().stream()
        .filter(rule -> rule.has("record"))
        .forEach(rule -> recorded.add(rule.path("record").asText()));
    assertThat(recorded)
        .isEqualTo(
            new TreeSet<>(
                registry.metrics().entrySet().stream()
                    .filter(metric -> "rules".equals(metric.getValue().by()))
                    .map(Map.Entry::getKey)
                    .toList()));
  }

  @Test
  void everyAlertHasItsSectionAndEverySectionItsAlert() throws IOException {
    var sections = new TreeSet<String>();
    for (String line : Files.readAllLines(Path.of("docs", "operations", "alerts.md"))) {
      // What is for all of them has words for a title.
      if (line.matches("## \\w+")) {
        sections.add(line.substring("## ".length()));
      }
    }
    var alerts = new TreeSet<String>();
    for (JsonNode rule : alerts()) {
      String name = rule.path("alert").asText();
      alerts.add(name);
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations/alerts.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
      assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket", "none");
    }
    assertThat(alerts).isEqualTo(sections);
  }

  @Test
  void everyAlertIsProvenToFireAndToClear() throws IOException {
    Set<String> fires = new HashSet<>();
    Set<String> clears = new HashSet<>();
    Map<String, Set<String>> objectives = new HashMap<>();
    for (JsonNode file : read(RULES.resolve("tests"))) {
      for (JsonNode test : file.path("tests")) {
        for (JsonNode step : test.path("alert_rule_test")) {
          String name = step.path("alertname").asText();
          (step.path("exp_alerts").isEmpty() ? clears : fires).add(name);
          step.path("exp_alerts")
              .forEach(
                  alert ->
                      objectives
                          .computeIfAbsent(name, unseen -> new TreeSet<>())
                          .add(alert.at("/exp_labels/slo").asText()));
        }
      }
    }
    var names = alerts().stream().map(rule -> rule.path("alert").asText()).toList();
    assertThat(fires).containsExactlyInAnyOrderElementsOf(names);
    assertThat(clears).containsExactlyInAnyOrderElementsOf(names);
    for (String budget : List.of("ErrorBudgetBurnsFast", "ErrorBudgetBurnsSlowly")) {
      assertThat(objectives.get(budget))
          .containsExactly("availability", "board_latency", "job_success", "push_delivery");
    }
  }

  private static List<JsonNode> alerts() throws IOException {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  private static List<JsonNode> rules() throws IOException {
    var rules = new ArrayList<JsonNode>();
    for (JsonNode file : read(RULES)) {
      file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    }
    assertThat(rules).isNotEmpty();
    return rules;
  }

  private static List<JsonNode> read(Path directory) throws IOException {
    var read = new ArrayList<JsonNode>();
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        read.add(YAML.readTree(file.toFile()));
      }
    }
    return read;
  }
}
