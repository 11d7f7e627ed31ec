package com.honeydue.operations;

import static com.honeydue.operations.Manifests.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** vmagent finds the pods, may reach them, and has room for what it cannot send. */
class MetricsOnTheirWayTest {

  private static final Path BASE = Manifests.ROOT.resolve("base");
  private static final Manifests MANIFESTS = Manifests.in(BASE);
  private static final JsonNode SCRAPE =
      Manifests.yaml(BASE.resolve("vmagent").resolve("scrape.yaml"));

  @Test
  void itShouldScrapeThePodsByTheirLabelsAndTheNameOfTheirPort() {
    for (String name : List.of("api", "api-legacy", "worker")) {
      JsonNode job =
          elements(SCRAPE.path("scrape_configs"))
              .filter(each -> each.path("job_name").asText().equals(name))
              .findFirst()
              .orElseThrow();
      String ours = name.replace("-legacy", "");
      assertThat(job.path("metrics_path").asText("/metrics"))
          .isEqualTo(name.equals(ours) ? "/metrics" : "/metrics/legacy");
      JsonNode discovery = job.at("/kubernetes_sd_configs/0");
      assertThat(discovery.path("role").asText()).isEqualTo("pod");
      assertThat(discovery.at("/namespaces/names/0").asText()).isEqualTo("honeydue");
      assertThat(discovery.at("/selectors/0/label").asText())
          .isEqualTo("app.kubernetes.io/name=" + ours);
      var pods = MANIFESTS.one("Deployment", ours);
      assertThat(pods.podLabels().path("app.kubernetes.io/name").asText()).isEqualTo(ours);
      String port =
          elements(job.path("relabel_configs"))
              .filter(rule -> rule.toString().contains("container_port_name"))
              .map(rule -> rule.path("regex").asText())
              .findFirst()
              .orElseThrow();
      assertThat(pods.containers().getFirst().at("/ports/0/name").asText()).isEqualTo(port);
      assertThat(pods.containers().getFirst().at("/ports/0/containerPort").asInt()).isEqualTo(8000);
    }
    assertThat(SCRAPE.at("/global/scrape_interval").asText()).isEqualTo("15s");
  }

  @Test
  void itShouldBeOneAndSmall() {
    var vmagent = MANIFESTS.one("Deployment", "vmagent");
    assertThat(vmagent.spec().path("replicas").asInt()).isEqualTo(1);
    assertThat(vmagent.containers().getFirst().at("/resources/limits/memory").asText())
        .isEqualTo("256Mi");
    assertThat(MANIFESTS.one("Role", "vmagent").content().at("/rules/0/verbs"))
        .extracting(JsonNode::asText)
        .containsExactly("get", "list", "watch");
  }

  @Test
  void itsBufferShouldFitIntoItsVolumeWithAChunkMore() {
    var vmagent = MANIFESTS.one("Deployment", "vmagent");
    String arguments = vmagent.containers().getFirst().path("args").toString();
    var cap = Pattern.compile("maxDiskUsagePerURL=(\\d+)MB").matcher(arguments);
    assertThat(cap.find()).isTrue();
    assertThat(cap.group(1)).isEqualTo("500");
    String volume =
        elements(vmagent.pod().path("volumes"))
            .filter(each -> each.path("name").asText().equals("buffer"))
            .map(each -> each.at("/emptyDir/sizeLimit").asText())
            .findFirst()
            .orElseThrow();
    assertThat(Integer.parseInt(volume.replace("Mi", ""))).isGreaterThanOrEqualTo(2 * 512);
    assertThat(arguments).contains("tmpDataPath=/buffer");
  }

  @Test
  void itsTokenShouldComeFromAFileThatFollowsTheSecret() {
    var vmagent = MANIFESTS.one("Deployment", "vmagent");
    String arguments = vmagent.containers().getFirst().path("args").toString();
    assertThat(arguments)
        .contains("-remoteWrite.bearerTokenFile=/etc/vmagent/token/bearer_token")
        .doesNotContain("bearerToken=");
    assertThat(elements(vmagent.containers().getFirst().path("volumeMounts")))
        .filteredOn(mount -> mount.path("name").asText().equals("token"))
        .singleElement()
        .satisfies(mount -> assertThat(mount.has("subPath")).isFalse());
    assertThat(vmagent.pod().toString()).contains("\"secretName\":\"vmagent-remote-write\"");
  }

  @Test
  void soShouldTheTokenThatSpansAreSentWith() {
    for (String ours : List.of("api", "worker")) {
      var deployment = MANIFESTS.one("Deployment", ours);
      var server = deployment.containers().getFirst();
      assertThat(server.path("env").toString())
          .as("what is in the environment of %s changes only with a restart", ours)
          .contains("\"OBS_INGEST_TOKEN_FILE\",\"value\":\"/etc/honeydue-ingest/bearer_token\"")
          .doesNotContain("\"OBS_INGEST_TOKEN\"");
      assertThat(elements(server.path("volumeMounts")))
          .filteredOn(mount -> mount.path("mountPath").asText().equals("/etc/honeydue-ingest"))
          .singleElement()
          .satisfies(mount -> assertThat(mount.has("subPath")).isFalse());
      assertThat(deployment.pod().toString())
          .contains("\"name\":\"ingest\",\"secret\":{\"secretName\":\"vmagent-remote-write\"}");
    }
  }
}
