package com.honeydue.operations;

import static com.honeydue.operations.Manifests.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.honeydue.config.SettingsLoader;
import com.honeydue.operations.Manifests.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold in the cluster, whoever edits a manifest next. */
class ManifestsTest {

  private static final Path BASE = Manifests.ROOT.resolve("base");
  private static final Manifests MANIFESTS = Manifests.in(Manifests.ROOT);
  private static final Manifests WRITTEN = Manifests.in(BASE);

  /** The one that has to read what belongs to root; it is in a namespace of its own. */
  private static final String SHIPS_LOGS = "vlagent";

  @Test
  void everyContainerShouldHaveItsLimits() {
    for (Resource workload : workloads()) {
      for (JsonNode container : workload.containers()) {
        for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
          for (String bound : List.of("requests", "limits")) {
            assertThat(container.at("/resources/" + bound + "/" + resource).asText())
                .as("%s of %s in %s", bound, resource, workload)
                .isNotEmpty();
          }
        }
        if (!workload.name().equals("postgres")) {
          assertThat(container.at("/resources/requests/memory").asText())
              .as("memory that is promised and not there gets %s killed", workload)
              .isEqualTo(container.at("/resources/limits/memory").asText());
        }
      }
      elements(workload.pod().path("volumes"))
          .filter(volume -> volume.has("emptyDir"))
          .forEach(
              volume ->
                  assertThat(volume.at("/emptyDir/sizeLimit").asText())
                      .as("size of %s in %s", volume.path("name"), workload)
                      .isNotEmpty());
    }
  }

  @Test
  void everyServerShouldBeProbed() {
    for (Resource workload : workloads()) {
      if (workload.kind().equals("Job")) {
        continue;
      }
      for (JsonNode container : workload.containers()) {
        assertThat(container.has("readinessProbe") && container.has("livenessProbe"))
            .as("probes of %s", workload)
            .isTrue();
      }
    }
    for (String ours : List.of("api", "worker")) {
      JsonNode container = WRITTEN.one("Deployment", ours).containers().getFirst();
      assertThat(container.at("/readinessProbe/httpGet/path").asText())
          .isEqualTo("/api/health/ready");
      assertThat(container.at("/livenessProbe/httpGet/path").asText())
          .as("shallow: a database that is away must not restart the pods")
          .isEqualTo("/api/health/live");
    }
  }

  @Test
  void nobodyShouldHaveMoreRightsThanItNeeds() {
    for (Resource workload : workloads()) {
      boolean shipsLogs = workload.name().equals(SHIPS_LOGS);
      var pod = workload.pod();
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean())
          .as("%s as root", workload)
          .isEqualTo(!shipsLogs);
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.has("automountServiceAccountToken"))
          .as("%s says whether it talks to Kubernetes", workload)
          .isTrue();
      assertThat(pod.path("automountServiceAccountToken").asBoolean())
          .as("%s talks to Kubernetes", workload)
          .isEqualTo(workload.name().equals("vmagent") || shipsLogs);
      assertThat(Stream.of("hostNetwork", "hostPID", "hostIPC").anyMatch(pod::has)).isFalse();
      for (JsonNode container : workload.containers()) {
        var context = container.path("securityContext");
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).as("%s", workload).isTrue();
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(context.at("/capabilities/add").size()).isEqualTo(shipsLogs ? 1 : 0);
        assertThat(context.path("privileged").asBoolean()).isFalse();
      }
      assertThat(elements(pod.path("volumes")).anyMatch(volume -> volume.has("hostPath")))
          .as("%s sees the node's files", workload)
          .isEqualTo(shipsLogs);
    }
    assertThat(WRITTEN.one("Namespace", "honeydue").content().at("/metadata/labels"))
        .as("the cluster refuses what this test would")
        .anyMatch(label -> label.asText().equals("restricted"));
  }

  @Test
  void everyWorkloadShouldHaveItsOwnPolicy() {
    for (String namespace : List.of("honeydue", "honeydue-logs")) {
      var denied =
          WRITTEN.ofKind("NetworkPolicy").stream()
              .filter(policy -> policy.namespace().equals(namespace))
              .filter(policy -> policy.name().equals("default-deny"))
              .findFirst()
              .orElseThrow();
      assertThat(denied.spec().path("podSelector")).isEmpty();
      assertThat(denied.spec().path("policyTypes")).hasSize(2);
      assertThat(denied.spec().has("ingress") || denied.spec().has("egress")).isFalse();
    }
    for (Resource workload : workloads()) {
      var policy = MANIFESTS.one("NetworkPolicy", workload.name());
      assertThat(name(policy.spec().at("/podSelector/matchLabels"))).isEqualTo(workload.name());
      assertThat(policy.spec().path("policyTypes")).hasSize(2);
      assertThat(name(workload.podLabels())).isEqualTo(workload.name());
    }
  }

  @Test
  void nobodyShouldReachMoreThanItNeeds() {
    for (Resource policy : MANIFESTS.ofKind("NetworkPolicy")) {
      elements(policy.spec().path("egress"))
          .forEach(
              rule -> {
                assertThat(rule.path("ports")).as("ports in %s", policy).isNotEmpty();
                assertThat(rule.path("to")).as("whom in %s", policy).isNotEmpty();
                elements(rule.path("to"))
                    .map(to -> to.path("ipBlock"))
                    .filter(block -> block.path("cidr").asText().equals("0.0.0.0/0"))
                    .forEach(
                        block ->
                            assertThat(block.path("except").toString())
                                .as("the networks inside, and a cloud's metadata, in %s", policy)
                                .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
                                .contains("169.254.0.0/16"));
              });
    }
    // 80 is for OCSP: where Apple says which of its certificates are revoked, there is no HTTPS.
    assertThat(worldwide("api")).containsExactlyInAnyOrder(80, 443, 5432);
    assertThat(worldwide("worker")).containsExactlyInAnyOrder(80, 443, 465, 587, 5432);
    assertThat(worldwide("migrate")).containsExactly(5432);
    assertThat(worldwide("vmagent")).containsExactly(443);
    assertThat(worldwide("vlagent")).containsExactly(443);
    assertThat(worldwide("redis")).isEmpty();
  }

  @Test
  void onlyTheApiShouldBeReachableFromOutside() {
    var ingresses = MANIFESTS.ofKind("Ingress");
    assertThat(ingresses).isNotEmpty();
    for (Resource ingress : ingresses) {
      assertThat(ingress.spec().has("defaultBackend")).isFalse();
      assertThat(ingress.spec().path("tls")).isNotEmpty();
      assertThat(ingress.spec().findValuesAsText("path"))
          .as("/metrics is on the same port: only this keeps it inside, in %s", ingress)
          .containsExactly("/api/");
      assertThat(ingress.spec().findValuesAsText("pathType")).containsExactly("Prefix");
    }
    for (Resource service : MANIFESTS.ofKind("Service")) {
      assertThat(service.spec().path("type").asText("ClusterIP")).isEqualTo("ClusterIP");
      assertThat(service.spec().has("externalIPs")).isFalse();
    }
    var readers = new ArrayList<String>();
    for (String ours : List.of("api", "worker")) {
      elements(WRITTEN.one("NetworkPolicy", ours).spec().path("ingress"))
          .flatMap(rule -> elements(rule.path("from")))
          .forEach(from -> readers.add(ours + " < " + name(from.at("/podSelector/matchLabels"))));
    }
    assertThat(readers).containsExactly("api < traefik", "api < vmagent", "worker < vmagent");
  }

  @Test
  void theConfigurationShouldBeTheFileInConf() throws IOException {
    var generator = Manifests.yaml(Path.of("conf", "kustomization.yaml")).at("/configMapGenerator");
    assertThat(generator).hasSize(1);
    assertThat(generator.at("/0/name").asText()).isEqualTo("honeydue-conf");
    assertThat(generator.at("/0/files/0").asText()).isEqualTo("honeydue.yaml");
    assertThat(Files.readString(BASE.resolve("kustomization.yaml"))).contains("- ../../conf\n");
    for (Resource workload : WRITTEN.workloads()) {
      if (List.of("api", "worker", "migrate").contains(workload.name())) {
        assertThat(workload.pod().findValuesAsText("mountPath")).contains("/etc/honeydue", "/tmp");
        assertThat(workload.pod().toString())
            .contains("\"HONEYDUE_CONF\",\"value\":\"/etc/honeydue/honeydue.yaml\"")
            .contains("\"configMap\":{\"name\":\"honeydue-conf\"}");
      }
    }
    try (var jar = SettingsLoader.class.getResourceAsStream("/conf/kustomization.yaml")) {
      assertThat(jar).as("is no resource of the program").isNull();
    }
  }

  @Test
  void everyEnvironmentShouldBeOneTheProgramStartsWith() throws IOException {
    for (String overlay : List.of("dev", "production")) {
      var environment = environment(overlay);
      environment.put("DATABASE_URL", "postgresql://api:secret@db/honeydue");
      environment.put("STORAGE_S3_KEY_ID", "id");
      environment.put("STORAGE_S3_KEY", "key");
      environment.put("OBS_INGEST_TOKEN", "token");
      var loaded = SettingsLoader.load(environment::get);

      for (String variable : environment.keySet()) {
        assertThat(variable.equals("OBS_URL") || known(variable))
            .as("%s in %s is a setting", variable, overlay)
            .isTrue();
      }
      var settings = loaded.settings();
      for (String ours : List.of("api", "worker")) {
        Duration ends =
            Duration.ofSeconds(
                WRITTEN
                    .one("Deployment", ours)
                    .pod()
                    .path("terminationGracePeriodSeconds")
                    .asInt());
        assertThat(settings.shutdown().grace().plus(settings.shutdown().drain()).plusSeconds(10))
            .as("%s is killed before it has drained", ours)
            .isLessThanOrEqualTo(ends);
      }
      assertThat(settings.http().port()).isEqualTo(8000);
      assertThat(
              settings.storage().uploads().atOnce()
                  * (long) settings.storage().uploads().maxDocumentBytes())
          .as("uploads that wait in /tmp of %s: a pod whose volume is full is evicted", overlay)
          .isLessThanOrEqualTo(1L << 30);
    }
  }

  @Test
  void uploadsShouldHaveTheVolumeThatTheyAreCountedFor() {
    assertThat(elements(WRITTEN.one("Deployment", "api").pod().path("volumes")))
        .filteredOn(volume -> volume.path("name").asText().equals("tmp"))
        .singleElement()
        .satisfies(tmp -> assertThat(tmp.at("/emptyDir/sizeLimit").asText()).isEqualTo("1Gi"));
  }

  @Test
  void allPodsThereCanBeShouldShareTheDatabase() throws IOException {
    int most = WRITTEN.one("HorizontalPodAutoscaler", "api").spec().path("maxReplicas").asInt();
    int workers = WRITTEN.one("Deployment", "worker").spec().path("replicas").asInt();
    int surge = 2;
    assertThat(
            Integer.parseInt(
                Objects.requireNonNull(environment("production").get("DATABASE_PODS"))))
        .isGreaterThanOrEqualTo(most + workers + surge);
    assertThat(WRITTEN.one("HorizontalPodAutoscaler", "api").spec().path("minReplicas").asInt())
        .isEqualTo(3);
    assertThat(WRITTEN.one("Deployment", "api").spec().has("replicas"))
        .as("a release would undo what the autoscaler decided")
        .isFalse();
    assertThat(WRITTEN.one("Deployment", "api").spec().at("/strategy/rollingUpdate/maxUnavailable"))
        .hasToString("0");
    for (String ours : List.of("api", "worker")) {
      assertThat(name(WRITTEN.one("PodDisruptionBudget", ours).spec().at("/selector/matchLabels")))
          .isEqualTo(ours);
    }
  }

  @Test
  void secretsShouldBeNamedAndNowhereWritten() throws IOException {
    assertThat(MANIFESTS.ofKind("Secret")).isEmpty();
    var secretive = Pattern.compile("secretGenerator|stringData|BEGIN [A-Z ]*PRIVATE KEY");
    try (var files = Files.walk(Manifests.ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(secretive.matcher(Files.readString(file)).find()).as("%s", file).isFalse();
      }
    }
    for (Resource workload : workloads()) {
      assertThat(workload.pod().toString())
          .as("the owner of the schema is known to the migration alone: %s", workload)
          .satisfies(
              pod ->
                  assertThat(pod.contains("MIGRATION_DATABASE_URL"))
                      .isEqualTo(workload.name().equals("migrate")));
    }
  }

  private static String name(JsonNode labels) {
    return labels.path("app.kubernetes.io/name").asText();
  }

  /** Everything that is written out; what only changes some of it has no pod of its own. */
  private static List<Resource> workloads() {
    var all =
        MANIFESTS.workloads().stream()
            .filter(resource -> resource.spec().has("selector") || resource.kind().equals("Job"))
            .toList();
    assertThat(all).hasSize(7);
    return all;
  }

  /** The ports on which a workload may reach any public address. */
  private static List<Integer> worldwide(String workload) {
    return elements(WRITTEN.one("NetworkPolicy", workload).spec().path("egress"))
        .filter(rule -> rule.at("/to/0/ipBlock/cidr").asText().equals("0.0.0.0/0"))
        .flatMap(rule -> elements(rule.path("ports")))
        .map(port -> port.path("port").asInt())
        .toList();
  }

  /** What the program is given, the overlay's last. */
  private static Map<String, String> environment(String overlay) throws IOException {
    var environment = new HashMap<String, String>();
    for (Path file :
        List.of(
            BASE.resolve("environment/honeydue.env"),
            Manifests.ROOT.resolve("overlays/" + overlay + "/" + overlay + ".env"))) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          int equals = line.indexOf('=');
          environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    }
    return environment;
  }

  /** Whether the program reads a variable: a value that no setting takes makes it refuse. */
  private static boolean known(String variable) {
    var read = new ArrayList<String>();
    SettingsLoader.load(
        name -> {
          read.add(name);
          return name.equals("DATABASE_URL") ? "postgresql://api@db/honeydue" : null;
        });
    return read.contains(variable);
  }
}
