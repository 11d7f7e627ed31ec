package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest extends AtHome {

  @SuppressWarnings("unchecked")
  private Page<TaskTemplate> page(String operation, Map<String, Object> parameters) {
    var reply = household.reply(call(owner, operation, parameters));
    return (Page<TaskTemplate>) Objects.requireNonNull(reply.body());
  }

  private List<String> found(String words) {
    return page("searchTemplates", Map.of("q", words, "limit", 5L)).items().stream()
        .map(TaskTemplate::code)
        .toList();
  }

  private List<String> suggested(long residence) {
    return household
        .fixture
        .body(
            household.service,
            call(owner, "suggestTasks", Map.of("residence_id", residence, "limit", 50L)),
            Suggestions.class)
        .items()
        .stream()
        .map(TaskTemplate::code)
        .toList();
  }

  private long idOf(String code) {
    return household
        .fixture
        .database()
        .number("select id from task_tasktemplate where code = ?", code);
  }

  private static Call<Arguments> bulk(long user, long residence, JsonObject... tasks) {
    return call(
        user,
        "createTasksBulk",
        Map.of(),
        new JsonObject()
            .put("residence_id", residence)
            .put("tasks", new JsonArray(List.of(tasks))));
  }

  @Test
  void thereShouldBeManyOverManyCategories() {
    List<TaskTemplate> all = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      var page =
          page(
              "listTemplates",
              cursor == null ? Map.of("limit", 40L) : Map.of("limit", 40L, "cursor", cursor));
      all.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(all)
        .hasSizeGreaterThanOrEqualTo(60)
        .extracting(TaskTemplate::id)
        .doesNotHaveDuplicates();
    assertThat(new HashSet<>(all.stream().map(TaskTemplate::category).toList()))
        .hasSizeGreaterThanOrEqualTo(9);
    assertThat(all).anyMatch(template -> template.minHomeAge() != null);
    assertThat(all).anyMatch(template -> template.homeTypes() != null);
    assertThat(all).anyMatch(template -> template.season() != null);

    var groups =
        household.fixture.body(
            household.service, call(owner, "groupedTemplates", Map.of()), TemplateGroups.class);
    assertThat(groups.groups().stream().flatMap(group -> group.templates().stream()))
        .containsExactlyInAnyOrderElementsOf(all);
    for (var group : groups.groups()) {
      assertThat(page("templatesByCategory", Map.of("category", group.category())).items())
          .isEqualTo(group.templates());
    }
    assertThat(
            household.fixture.body(
                household.service,
                call(owner, "getTemplate", Map.of("id", all.getFirst().id())),
                TaskTemplate.class))
        .isEqualTo(all.getFirst());
  }

  @Test
  void unknownTemplatesAndCategoriesShouldNotBeFound() {
    for (var missing :
        List.of(
            call(owner, "getTemplate", Map.of("id", 999_999L)),
            call(owner, "templatesByCategory", Map.of("category", "astrology")))) {
      assertThat(household.failure(missing).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gutters, gutters",
    "clean guters, gutters",
    "GÜTTERS, gutters",
    "smoke alrm, smoke_alarm_test",
    "Wásser heater, water_heater_flush",
    "fridge, fridge_coils",
    "café, coffee_descale",
    "cafe, coffee_descale",
    "termits, termite_inspection",
    "chimny, chimney_sweep",
  })
  void searchShouldForgiveAccentsAndSlips(String words, String code) {
    assertThat(found(words)).contains(code);
  }

  @Test
  void searchShouldPutTheTitleFirstAndFindNothingInNonsense() {
    assertThat(found("radon").getFirst()).isEqualTo("radon_test");
    assertThat(found("qqqxyz")).isEmpty();
    assertThat(found("100%_")).isEmpty();
    assertThat(
            household
                .failure(call(owner, "searchTemplates", Map.of("q", "  ", "limit", 5L)))
                .errors())
        .extracting(FieldError::pointer)
        .containsExactly("/query/q");
  }

  @Test
  void suggestionsShouldFitTheHome() {
    household.execute(
        "update residence_residence set type = 'apartment', year_built = 2020 where id = "
            + residence);
    assertThat(suggested(residence))
        .contains("smoke_alarm_test", "balcony_drain")
        .doesNotContain("gutters", "mow_lawn", "panel_inspection");

    household.execute(
        "update residence_residence set type = 'house', year_built = 1950 where id = " + residence);
    assertThat(suggested(residence))
        .contains("gutters", "sewer_camera", "asbestos_lead_check")
        .doesNotContain("balcony_drain");

    household.execute("update residence_residence set year_built = null where id = " + residence);
    assertThat(suggested(residence)).doesNotContain("sewer_camera", "asbestos_lead_check");
  }

  @Test
  void suggestionsShouldFitTheSeasonThere() {
    assertThat(suggested(residence))
        .as("May in the north")
        .contains("mow_lawn")
        .doesNotContain("hose_bibs_winter");
    long sydney = household.residence(owner, "Australia/Sydney");
    assertThat(suggested(sydney))
        .as("May in the south")
        .contains("hose_bibs_winter")
        .doesNotContain("ac_service");
  }

  @Test
  void whatIsThereShouldNotBeSuggested() {
    assertThat(suggested(residence)).contains("gfci_test", "smoke_alarm_test");
    household.create(
        owner, residence, new JsonObject().put("template_id", idOf("gfci_test")).put("title", "x"));
    household.create(owner, residence, new JsonObject().put("title", "TEST the smoke alarms"));
    assertThat(suggested(residence)).doesNotContain("gfci_test", "smoke_alarm_test");
    assertThat(
            household
                .failure(
                    call(
                        household.fixture.person(),
                        "suggestTasks",
                        Map.of("residence_id", residence, "limit", 5L)))
                .kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void templateShouldFillInWhatIsNotGiven() {
    long mow = idOf("mow_lawn");
    var made =
        household
            .fixture
            .body(
                household.service,
                bulk(
                    owner,
                    residence,
                    new JsonObject().put("template_id", mow).put("due_date", "2026-05-09"),
                    new JsonObject()
                        .put("template_id", mow)
                        .put("title", "Mow at the back")
                        .put("frequency", "every_n_days")
                        .put("interval", 10),
                    new JsonObject().put("title", "Paint the fence")),
                TaskList.class)
            .tasks();

    assertThat(made)
        .extracting(Task::title)
        .containsExactly("Mow the lawn", "Mow at the back", "Paint the fence");
    assertThat(made.get(0).months()).containsExactly(4, 5, 6, 7, 8, 9, 10);
    assertThat(made.get(0).frequency()).isEqualTo("weekly");
    assertThat(made.get(0).category()).isEqualTo("lawn_garden");
    assertThat(made.get(0).templateId()).isEqualTo(mow);
    assertThat(made.get(1).months()).isNull();
    assertThat(made.get(1).interval()).isEqualTo(10);
    assertThat(made.get(2).templateId()).isNull();

    long sydney = household.residence(owner, "Australia/Sydney");
    assertThat(household.create(owner, sydney, new JsonObject().put("template_id", mow)).months())
        .as("summer is in January there")
        .containsExactly(1, 2, 3, 4, 10, 11, 12);
  }

  @Test
  void bulkShouldMakeAllOrNone() {
    var failure =
        household.failure(
            bulk(
                owner,
                residence,
                new JsonObject().put("title", "Fine"),
                new JsonObject().put("title", "Wrong").put("category", "astrology"),
                new JsonObject().put("title", "Fine"),
                new JsonObject().put("template_id", 999_999L)));
    assertThat(failure.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/tasks/1/category", "/tasks/3/template_id");
    assertThat(
            household.failure(bulk(owner, residence, new JsonObject().put("notes", "x"))).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/tasks/0/title");
    assertThat(
            household
                .failure(
                    bulk(
                        owner,
                        residence,
                        new JsonObject().put("title", "x").put("due_date", "2026-02-30")))
                .errors())
        .extracting(FieldError::pointer)
        .containsExactly("/tasks/0/due_date");
    assertThat(
            household
                .fixture
                .database()
                .number("select count(*) from task_task where residence_id = ?", residence))
        .isZero();
    long member = household.person(residence, "member");
    var fine = new JsonObject().put("title", "Fine");
    assertThat(household.failure(bulk(member, residence, fine)).kind())
        .isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(household.failure(bulk(household.fixture.person(), residence, fine)).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void aHundredShouldBeMadeInOrderInOneRoundTrip() {
    var tasks = new JsonObject[100];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = new JsonObject().put("title", "Task " + i).put("frequency", "monthly");
    }
    var mark = household.fixture.wire().mark();
    var made =
        household
            .fixture
            .body(household.service, bulk(owner, residence, tasks), TaskList.class)
            .tasks();
    assertThat(household.fixture.wire().since(mark).count()).isEqualTo(1);
    for (int i = 0; i < tasks.length; i++) {
      assertThat(made.get(i).title()).isEqualTo("Task " + i);
    }
  }
}
