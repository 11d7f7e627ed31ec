package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The dashboards ask for what there is, and say what they show. */
class DashboardsTest {

  private static final Path GRAFANA = Path.of("obs", "grafana");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Registry registry = Registry.read();

  @Test
  void everyQueryNamesMetricsAndLabelsOfTheRegistry() throws IOException {
    var wrong = new TreeMap<String, Set<String>>();
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : panels(dashboard)) {
        for (String query : queries(panel)) {
          var found = PromQl.of(query).against(registry);
          if (!found.isEmpty()) {
            wrong.put(dashboard.path("uid").asText() + ": " + panel.path("title").asText(), found);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyMetricIsShownSomewhere() throws IOException {
    var shown = new TreeSet<String>();
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : panels(dashboard)) {
        for (String query : queries(panel)) {
          PromQl.of(query).metrics().stream()
              .map(name -> PromQl.family(name, registry))
              .filter(java.util.Objects::nonNull)
              .forEach(shown::add);
        }
      }
    }
    var ours = new TreeSet<String>();
    registry
        .metrics()
        .forEach(
            (name, metric) -> {
              if (metric.by() == null || metric.by().equals("micrometer")) {
                ours.add(name);
              }
            });
    ours.removeAll(shown);
    assertThat(ours).isEmpty();
  }

  @Test
  void everyPanelHasAUnitAndADescription() throws IOException {
    for (JsonNode dashboard : dashboards()) {
      assertThat(dashboard.path("description").asText()).isNotBlank();
      var numbers = new HashSet<Integer>();
      for (JsonNode panel : panels(dashboard)) {
        String title = dashboard.path("uid").asText() + ": " + panel.path("title").asText();
        assertThat(panel.path("description").asText()).as(title).isNotBlank();
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
        assertThat(queries(panel)).as(title).isNotEmpty();
        assertThat(numbers.add(panel.path("id").asInt())).as(title).isTrue();
      }
    }
  }

  @Test
  void linksLeadToDataSourcesThatThereAre() throws IOException {
    var sources = new HashSet<String>();
    var provisioned = GRAFANA.resolve("provisioning/datasources/honeydue.yaml").toFile();
    YAML.readTree(provisioned)
        .path("datasources")
        .forEach(source -> sources.add(source.path("uid").asText()));
    var led = new HashSet<String>();
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : panels(dashboard)) {
        assertThat(sources).contains(panel.at("/datasource/uid").asText());
        for (JsonNode link : panel.at("/fieldConfig/defaults/links")) {
          String url = link.path("url").asText();
          String panes = url.substring(url.indexOf("panes=") + "panes=".length());
          var pane = JSON.readTree(URLDecoder.decode(panes, StandardCharsets.UTF_8)).path("t");
          led.add(pane.path("datasource").asText());
          assertThat(pane.at("/range/from").asText()).isEqualTo("${__from}");
        }
      }
    }
    assertThat(led).containsExactlyInAnyOrder("jaeger", "victorialogs").isSubsetOf(sources);
    var text = Files.readString(provisioned.toPath());
    assertThat(text).contains("trace_id:\"$${__trace.traceId}\"").contains("$${__value.raw}");
  }

  /** Needs Python, as whoever changes a dashboard does. */
  @Test
  void dashboardsAreWhatTheirScriptMakes() throws Exception {
    var script =
        new ProcessBuilder(GRAFANA.resolve("make-dashboards").toString(), "--check")
            .redirectErrorStream(true)
            .start();
    var said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // env says 127 where there is no python3
    Assumptions.assumeFalse(script.waitFor() == 127, said);
    assertThat(script.exitValue()).as(said).isZero();
  }

  @Test
  void theDashboardOfTheOldSystemKeepsItsAddress() throws IOException {
    assertThat(dashboards())
        .filteredOn(dashboard -> dashboard.path("uid").asText().equals("honeydue-red"))
        .singleElement()
        .satisfies(
            dashboard ->
                assertThat(dashboard.path("title").asText()).isEqualTo("honeyDue API — RED"));
  }

  private static List<JsonNode> dashboards() throws IOException {
    var read = new ArrayList<JsonNode>();
    try (var files = Files.list(GRAFANA.resolve("dashboards"))) {
      for (Path file : files.sorted().toList()) {
        read.add(JSON.readTree(file.toFile()));
      }
    }
    assertThat(read).hasSizeGreaterThanOrEqualTo(6);
    return read;
  }

  private static List<JsonNode> panels(JsonNode dashboard) {
    var panels = new ArrayList<JsonNode>();
    dashboard
        .path("panels")
        .forEach(
            panel -> {
              if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
              }
            });
    return panels;
  }

  private static List<String> queries(JsonNode panel) {
    var queries = new ArrayList<String>();
    panel.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
    return queries;
  }
}
