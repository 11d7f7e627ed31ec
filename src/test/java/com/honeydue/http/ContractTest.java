package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Bus;
import com.honeydue.config.RedisSettings;
import com.honeydue.http.schema.Errors;
import com.honeydue.http.schema.References;
import com.honeydue.http.schema.SchemaCompiler;
import com.honeydue.redis.RedisLinks;
import com.honeydue.telemetry.BusMeters;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract as it is shipped, and contracts that must not start. */
class ContractTest {

  private static Vertx vertx;
  private static Contract contract;

  @BeforeAll
  static void load() {
    vertx = Vertx.vertx();
    contract = TestEdge.await(ContractLoader.load(vertx));
  }

  @AfterAll
  static void close() {
    TestEdge.await(vertx.close());
  }

  @Test
  void itShouldBeOpenApi31() {
    var checked = TestEdge.await(CheckedDocument.of(vertx, contract.document()));

    assertThat(checked.operations()).hasSameSizeAs(contract.operations());
  }

  @Test
  void whatIsNotOpenApi31ShouldBeNoticed() {
    var wrong = contract.document().copy();
    wrong.getJsonObject("info").remove("title");

    assertThatThrownBy(() -> TestEdge.await(CheckedDocument.of(vertx, wrong)))
        .hasMessageContaining("contract is invalid");
  }

  @Test
  void everyOperationShouldCompile() {
    var telemetry = TelemetryStart.silent();
    var settings = new RedisSettings("redis://localhost:1", Duration.ofSeconds(1), 1);
    var links = OnLoop.await(RedisLinks.open(vertx, settings, telemetry));
    var edge =
        Edge.of(
            vertx,
            TestEdge.SETTINGS,
            new Bus(vertx, InstantSource.system(), new BusMeters(telemetry)),
            InstantSource.system(),
            new Readiness(),
            telemetry,
            new Gzip(),
            OnLoop.of(vertx).call(() -> Future.succeededFuture(links.link())),
            TestEdge.UNTHROTTLED.apply(telemetry),
            TestFiles.of(
                vertx, telemetry, (call, file) -> Future.failedFuture("nobody brings files here")),
            () -> 0);

    new ContractRouter(edge, contract, EdgeEndpoints.of(edge, contract));

    assertThat(contract.operations()).hasSizeGreaterThan(15);
  }

  @Test
  void everyExampleShouldBeValid() {
    var references = new References(contract.document());
    var compiler = new SchemaCompiler(references);
    var errors = new Errors();
    int examples = 0;
    for (JsonObject content : contents(references)) {
      if (content.containsKey("schema") && content.containsKey("example")) {
        Object example = content.getValue("example");
        compiler
            .compile(content.getJsonObject("schema"))
            .check(example instanceof JsonObject object ? object.getMap() : example, errors);
        assertThat(errors.take()).as("example %s", example).isEmpty();
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(20);
  }

  @Test
  void everyOperationShouldDeclareWhatTheEdgeMayAnswer() {
    for (ContractOperation operation : contract.operations()) {
      JsonObject responses =
          contract
              .document()
              .getJsonObject("paths")
              .getJsonObject(operation.route())
              .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT))
              .getJsonObject("responses");
      if (!operation.edge()) {
        assertThat(responses.fieldNames()).contains("400", "406", "500", "503");
        assertThat(responses.containsKey("401") || !operation.policy().needsToken()).isTrue();
        assertThat(responses.containsKey("413")).isEqualTo(operation.body() != null);
      }
      assertThat(operation.route().endsWith("/") || operation.edge() || operation.secretPath())
          .as(operation.route())
          .isTrue();
    }
  }

  @Test
  void requireAnswersShouldNameWhatIsMissingOnEitherSide() {
    Set<String> answered =
        contract.operations().stream()
            .filter(operation -> !operation.edge())
            .map(ContractOperation::id)
            .collect(Collectors.toSet());
    contract.requireAnswers(answered);

    answered.remove("listTasks");
    answered.remove("createTask");
    answered.add("makeCoffee");

    assertThatThrownBy(() -> contract.requireAnswers(answered))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the contract and the services do not match: no service answers createTask, listTasks;"
                + " the contract has no operation makeCoffee");
  }

  @Test
  void whatTwoFilesDefineShouldRefuseToStart() {
    assertThatThrownBy(
            () -> ContractDocument.merge(List.of("contract/things.yaml", "contract/things.yaml")))
        .hasMessageContaining("contract/things.yaml defines the path /api/things/ a second time");
    assertThatThrownBy(() -> ContractDocument.merge(List.of("contract/nowhere.yaml")))
        .hasMessage("the contract has no file contract/nowhere.yaml");
  }

  @Test
  void anUnknownSchemaKeywordShouldRefuseToStart() {
    var compiler = new SchemaCompiler(new References(new JsonObject()));

    assertThatThrownBy(() -> compiler.compile(new JsonObject(Map.of("minLenght", 1))))
        .hasMessage("the schema keyword minLenght is not supported");
    assertThatThrownBy(() -> compiler.compile(new JsonObject(Map.of("$ref", "#/nowhere"))))
        .hasMessage("the reference #/nowhere leads nowhere");
  }

  private static List<JsonObject> contents(References references) {
    return contract.operations().stream()
        .flatMap(
            operation -> {
              JsonObject model =
                  contract
                      .document()
                      .getJsonObject("paths")
                      .getJsonObject(operation.route())
                      .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT));
              List<JsonObject> holders = new java.util.ArrayList<>();
              if (operation.body() != null) {
                holders.add(operation.body());
              }
              for (var response : model.getJsonObject("responses")) {
                holders.add(references.resolve((JsonObject) response.getValue()));
              }
              return holders.stream();
            })
        .map(holder -> holder.getJsonObject("content", new JsonObject()))
        .flatMap(content -> content.stream().map(entry -> (JsonObject) entry.getValue()))
        .toList();
  }
}
