package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.honeydue.bus.Reply;
import com.honeydue.storage.StoredFile;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what services answer, as the JSON that the edge makes of it, against the contract. Any
 * thread but an event loop may use it.
 */
final class ContractAnswers {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .addModule(new JavaTimeModule())
          .build();

  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://contract")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private static final PublishedContract CONTRACT = read();
  private static final Map<JsonObject, Validator> VALIDATORS = new ConcurrentHashMap<>();

  private ContractAnswers() {}

  /** Fails the test unless the contract lets {@code operation} answer with {@code reply}. */
  static void check(String operation, Reply reply) {
    var responses = CONTRACT.responses(operation);
    // An operation that can answer both makes something (201) or finds it there (200, EXISTING).
    String status =
        reply.outcome() == Reply.Outcome.EXISTING
            ? "200"
            : responses.keySet().stream()
                .filter(name -> name.startsWith("2"))
                .max(String::compareTo)
                .orElseThrow();
    var content = Objects.requireNonNull(responses.get(status), operation).getJsonObject("content");
    if (content == null) {
      assertThat(reply.body()).as("%s answers without content", operation).isNull();
      return;
    }
    var json = content.getJsonObject("application/json");
    if (json == null) {
      assertThat(reply.body())
          .as("%s answers with a text or a file", operation)
          .isInstanceOfAny(String.class, StoredFile.class);
      return;
    }
    var schema = json.getJsonObject("schema");
    var result =
        VALIDATORS
            .computeIfAbsent(schema, it -> Validator.create(JsonSchema.of(it), OPTIONS))
            .validate(json(reply.body()));
    assertThat(result.getValid())
        .as("the answer of %s, %s: %s", operation, reply.body(), result.getErrors())
        .isTrue();
  }

  private static JsonObject json(@Nullable Object body) {
    try {
      return new JsonObject(JSON.writeValueAsString(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PublishedContract read() {
    var document = file("root");
    for (JsonNode domain : document.get("x-domains")) {
      merge(document, file(domain.textValue()));
    }
    return new PublishedContract(document.toString());
  }

  private static ObjectNode file(String name) {
    try (var file = ContractAnswers.class.getResourceAsStream("/openapi/" + name + ".yaml")) {
      return (ObjectNode) new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(
            member -> {
              if (into.get(member.getKey()) instanceof ObjectNode both
                  && member.getValue() instanceof ObjectNode more) {
                merge(both, more);
              } else {
                into.set(member.getKey(), member.getValue());
              }
            });
  }
}
