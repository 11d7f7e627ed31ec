package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.bench.Household;
import com.honeydue.bench.Operation;
import com.honeydue.bench.Request;
import com.honeydue.notifications.SignedLinks;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.PublishedContract;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;

/**
 * Every operation of the contract, called by everybody who might. What is expected follows from the
 * contract: its policy, and whether its path names a resource. {@link #OF_STRANGERS} has the rest;
 * an operation whose body or query names a resource must be in it.
 *
 * <p>All who are refused send the very request that its owner sends last and that must then
 * succeed: no refusal had an effect.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityMatrixTest {

  /** What succeeds may be 200, 201, 202 or 204. */
  private static final int SUCCESS = 2;

  /**
   * What a stranger is answered who sends the owner's request, by operation, where it does not
   * follow from the path.
   */
  private static final Map<String, Integer> OF_STRANGERS =
      Map.ofEntries(
          Map.entry("createTask", 404),
          Map.entry("createTasksBulk", 404),
          Map.entry("createCompletion", 404),
          Map.entry("createContractor", 404),
          // The residence is a filter of the list, and its owner's request names none.
          Map.entry("listContractors", SUCCESS),
          Map.entry("listContractors?residence_id", 404),
          Map.entry("createDocument", 404),
          Map.entry("listDocuments", SUCCESS),
          Map.entry("listWarranties", SUCCESS),
          Map.entry("listDocuments?residence_id", 404),
          Map.entry("listWarranties?residence_id", 404),
          Map.entry("suggestTasks", 404),
          // Templates and prompts are everybody's.
          Map.entry("upgradeTrigger", SUCCESS),
          Map.entry("getTemplate", SUCCESS),
          Map.entry("templatesByCategory", SUCCESS),
          // The residence is a filter here, which the next ones set.
          Map.entry("listTasks", SUCCESS),
          Map.entry("listCompletions", SUCCESS),
          Map.entry("listCompletedTasks", SUCCESS),
          Map.entry("listTasks?residence_id", 404),
          Map.entry("listCompletions?residence_id", 404),
          Map.entry("listCompletedTasks?residence_id", 404),
          // Filters of one's own list.
          Map.entry("listNotifications", SUCCESS),
          Map.entry("markAllRead", SUCCESS),
          // Its owner's request names no picture.
          Map.entry("updateProfile", SUCCESS),
          // Everybody brings files.
          Map.entry("uploadFile", SUCCESS),
          // He has nothing of the kind.
          Map.entry("cancelSubscription", 409),
          // For staff, who see everything.
          Map.entry("adminListResidences", SUCCESS),
          // What the owner knows of himself.
          Map.entry("changePassword", 400),
          Map.entry("verifyEmail", 400));

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Mailbox.SETTINGS);
    settings.put("AUTH_LOCAL_CACHE", "0s");
    settings.put("AUTH_HASH_QUEUE", "1000");
    return settings;
  }

  private final TestServer server = TestServer.start(settings());
  private final PublishedContract contract =
      new PublishedContract(server.api().get("/api/openapi.yaml").body());
  private final Map<String, PublishedContract.Operation> declared =
      contract.operations().stream()
          .collect(Collectors.toMap(PublishedContract.Operation::id, Function.identity()));
  private final Household household = Household.register(this::succeed, server.database());
  private final String expired = expired();

  @AfterAll
  void close() {
    server.close();
  }

  @TestFactory
  Stream<DynamicNode> everyOperation() {
    return operations().map(this::matrix);
  }

  @Test
  void everyOperationOfTheContractShouldHaveItsExpectations() {
    var driven = operations().map(SecurityMatrixTest::id).collect(Collectors.toSet());
    Set<String> lacking = new TreeSet<>();
    for (var operation : declared.values()) {
      boolean byOtherMeans =
          operation.fields().stream().anyMatch(SecurityMatrixTest::namesResource)
              && !operation.policy().equals("public");
      if (!operation.edge() && !driven.contains(operation.id())) {
        lacking.add(operation.id() + " is not called");
      } else if (byOtherMeans
          && !operation.path().contains("{")
          && !OF_STRANGERS.containsKey(operation.id())) {
        lacking.add(operation.id() + " names a resource, and nothing says what a stranger gets");
      }
    }
    assertThat(lacking).isEmpty();
    assertThat(OF_STRANGERS.keySet())
        .as("expectations without an operation")
        .allSatisfy(known -> assertThat(declared).containsKey(known.split("\\?", -1)[0]));
  }

  @Test
  void whatTheEdgeAnswersItselfShouldNotLookAtATokenAtAll() {
    var edge = declared.values().stream().filter(PublishedContract.Operation::edge).toList();
    assertThat(edge).isNotEmpty();
    for (var operation : edge) {
      assertThat(operation.policy()).isEqualTo("public");
      if (operation.path().contains("{")) {
        continue; // It needs what only a service gives away: UploadsTest.
      }
      for (String header : broken()) {
        server.api().with("Authorization", header).get(operation.path()).expect(200);
      }
    }
  }

  @Test
  void theHouseholdShouldBeUnverified() {
    assertThat(
            server
                .api()
                .as(household.token())
                .get("/api/auth/me/")
                .json()
                .getBoolean("email_verified"))
        .isFalse();
  }

  private Stream<Operation> operations() {
    String filter = "?residence_id=" + household.home();
    var filtered =
        Stream.of(
                Map.entry("listTasks", "tasks/"),
                Map.entry("listCompletedTasks", "tasks/completed/"),
                Map.entry("listCompletions", "task-completions/"),
                Map.entry("listContractors", "contractors/"),
                Map.entry("listDocuments", "documents/"),
                Map.entry("listWarranties", "documents/warranties/"))
            .map(
                list ->
                    get(
                        list.getKey() + "?residence_id",
                        list.getValue() + filter,
                        household.token()));
    var fromMemory =
        Stream.of(
                Map.entry("categories", "tasks/categories/"),
                Map.entry("residenceTypes", "residences/types/"),
                Map.entry("specialties", "contractors/specialties/"),
                Map.entry("priorities", "tasks/priorities/"),
                Map.entry("frequencies", "tasks/frequencies/"),
                Map.entry("staticData", "static_data/"))
            .map(lookup -> get(lookup.getKey(), lookup.getValue(), null));
    var page =
        Stream.of(
            get(
                "unsubscribePage",
                SignedLinks.unsubscribe(household.owner(), "task_overdue").substring(5),
                null));
    return Stream.of(household.operations().stream(), filtered, fromMemory, page)
        .flatMap(Function.identity());
  }

  private static Operation get(String id, String path, @Nullable String token) {
    return new Operation(id, token != null, () -> new Request("GET", "/api/" + path, token, null));
  }

  private DynamicNode matrix(Operation operation) {
    var model = declared.get(id(operation));
    assertThat(model).as(operation.id()).isNotNull();
    List<DynamicTest> tests =
        switch (model.policy()) {
          case "public" -> open(operation);
          case "webhook" -> webhook(operation);
          default -> closed(operation, model.policy().equals("staff"), model.path().contains("{"));
        };
    return DynamicContainer.dynamicContainer(operation.id(), tests);
  }

  /** A token is not looked at. */
  private List<DynamicTest> open(Operation operation) {
    return Stream.of("Token " + expired, broken().getFirst(), "Token " + stranger())
        .map(
            header ->
                test(
                    "with whatever token",
                    () -> expect(send(operation.next().get(), header), SUCCESS, "")))
        .toList();
  }

  /** The sender proves itself by what it has signed; an account is of no use. */
  private List<DynamicTest> webhook(Operation operation) {
    Request request = operation.next().get();
    return List.of(
        test(
            "with nothing that its sender has signed",
            () -> {
              var unsigned = new Request(request.method(), request.path(), null, unsigned(request));
              for (String header :
                  List.of("Token " + household.token(), "Token " + staff(), "Bearer e30.e30.e30")) {
                expect(send(unsigned, header), 403, "unverified_notice");
              }
              expect(send(unsigned, null), 403, "unverified_notice");
            }),
        test("by its sender", () -> expect(send(request, request.authorization()), SUCCESS, "")));
  }

  private static JsonObject unsigned(Request request) {
    var body = Objects.requireNonNull(request.body());
    return body.containsKey("signedPayload")
        ? body.copy().put("signedPayload", "e30.e30.e30")
        : body;
  }

  private List<DynamicTest> closed(Operation operation, boolean forStaff, boolean ofResource) {
    Request request = operation.next().get();
    int denied =
        forStaff
            ? 403
            : OF_STRANGERS.getOrDefault(
                operation.id(),
                OF_STRANGERS.getOrDefault(id(operation), ofResource ? 404 : SUCCESS));
    // What a stranger may do, he does to his own account: the owner's must not be in his way.
    Supplier<Request> refused = denied == SUCCESS ? operation.next() : () -> request;
    return List.of(
        test("without a token", () -> expect(send(request, null), 401, "invalid_token")),
        test(
            "with a broken token",
            () -> {
              for (String header : broken()) {
                expect(send(request, header), 401, "invalid_token");
              }
            }),
        test(
            "with an expired token",
            () -> expect(send(request, "Token " + expired), 401, "invalid_token")),
        test(
            "by a stranger",
            () ->
                expect(
                    send(refused.get(), "Token " + stranger()),
                    denied,
                    forStaff ? "staff_only" : "")),
        test(
            forStaff ? "by its owner" : "by staff who are strangers",
            () ->
                expect(
                    send(refused.get(), "Token " + (forStaff ? household.token() : staff())),
                    denied,
                    forStaff ? "staff_only" : "")),
        test(
            forStaff ? "by staff" : "by its owner, whose address is not verified",
            () -> expect(send(request, "Token " + request.token()), SUCCESS, "")));
  }

  private static DynamicTest test(String name, Executable work) {
    return DynamicTest.dynamicTest(name, work);
  }

  private static void expect(Answer answer, int status, String code) {
    if (status == SUCCESS) {
      assertThat(answer.status()).as("%s", answer).isBetween(200, 299);
      return;
    }
    answer.expect(status);
    if (!code.isEmpty()) {
      assertThat(answer.code()).isEqualTo(code);
    }
    if (status == 401) {
      assertThat(answer.header("WWW-Authenticate")).isPresent();
    }
  }

  private Answer send(Request request, @Nullable String authorization) {
    Api api =
        authorization == null ? server.api() : server.api().with("Authorization", authorization);
    return ContractCaller.send(api, request);
  }

  private JsonObject succeed(Request request) {
    Answer answer = send(request, request.authorization());
    expect(answer, SUCCESS, "");
    return answer.body().startsWith("{") ? answer.json() : new JsonObject();
  }

  /** What is no token, or nobody's, or not said as it must be. */
  private List<String> broken() {
    String token = household.token();
    return List.of(
        "Token " + "x".repeat(43),
        "Bearer " + token.substring(1),
        "Token " + token + "A",
        "Token " + new StringBuilder(token).reverse(),
        "Token",
        "Token \"" + token + "\"",
        "Basic " + token,
        token);
  }

  /** The token of an account that shares nothing with the household. */
  private String stranger() {
    return TestServer.token(server.register());
  }

  private String staff() {
    JsonObject account = server.register();
    server.database().execute("update auth_user set is_staff = true where id = " + id(account));
    // Sessions from before do not know it.
    server.redis().flush();
    return TestServer.token(account);
  }

  private String expired() {
    JsonObject account = server.register();
    server
        .database()
        .execute(
            "update user_authtoken set expires_at = now() - interval '1 second' where user_id = "
                + id(account));
    server.redis().flush();
    return TestServer.token(account);
  }

  private static long id(JsonObject account) {
    return account.getJsonObject("user").getLong("id");
  }

  private static boolean namesResource(String field) {
    return field.endsWith("_id") || field.endsWith("_ids");
  }

  private static String id(Operation operation) {
    return operation.id().split("\\?", -1)[0];
  }
}
