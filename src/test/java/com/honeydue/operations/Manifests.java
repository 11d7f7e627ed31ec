package com.honeydue.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The Kubernetes resources in {@code k3s/}, as they are written: nothing is rendered. Immutable.
 */
record Manifests(List<Manifests.Resource> all) {

  static final Path ROOT = Path.of("k3s");

  private static final YAMLMapper YAML = new YAMLMapper();

  private static final Set<String> WORKLOADS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "Job");

  /** One document of a file. */
  record Resource(Path file, JsonNode content) {

    String kind() {
      return content.path("kind").asText();
    }

    String name() {
      return content.at("/metadata/name").asText();
    }

    String namespace() {
      return content.at("/metadata/namespace").asText();
    }

    JsonNode spec() {
      return content.path("spec");
    }

    /** Of a workload: its pods. */
    JsonNode pod() {
      return spec().at("/template/spec");
    }

    JsonNode podLabels() {
      return spec().at("/template/metadata/labels");
    }

    List<JsonNode> containers() {
      return Stream.of("initContainers", "containers")
          .flatMap(which -> elements(pod().path(which)))
          .toList();
    }

    @Override
    public String toString() {
      return kind() + " " + name() + " in " + file;
    }
  }

  /** What is below {@code directory}, without kustomize's own files. */
  static Manifests in(Path directory) {
    try (var files = Files.walk(directory)) {
      return new Manifests(
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .flatMap(file -> documents(file).map(content -> new Resource(file, content)))
              .filter(resource -> resource.content().has("apiVersion"))
              .filter(resource -> !resource.kind().equals("Kustomization"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Resource> ofKind(String kind) {
    return all.stream().filter(resource -> resource.kind().equals(kind)).toList();
  }

  Resource one(String kind, String name) {
    return ofKind(kind).stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  List<Resource> workloads() {
    return all.stream().filter(resource -> WORKLOADS.contains(resource.kind())).toList();
  }

  static JsonNode yaml(Path file) {
    return documents(file).findFirst().orElse(MissingNode.getInstance());
  }

  static Stream<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static Stream<JsonNode> documents(Path file) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return values.readAll().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
