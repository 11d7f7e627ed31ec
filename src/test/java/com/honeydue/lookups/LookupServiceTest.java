package com.honeydue.lookups;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.ServiceFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class LookupServiceTest {

  private final ServiceFixture fixture = ServiceFixture.open(LookupService.STATEMENTS);
  private volatile Instant now = Instant.parse("2026-05-04T12:00:00Z");
  private final LookupService service =
      fixture.service(lanes -> new LookupService(lanes, () -> now));

  @BeforeAll
  void read() {
    reply("staticData");
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private Reply reply(String operation) {
    return fixture.reply(service, call(0, operation, Map.of()));
  }

  private StaticData all() {
    return (StaticData) Objects.requireNonNull(reply("staticData").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "categories",
        "priorities",
        "frequencies",
        "residenceTypes",
        "specialties",
        "staticData"
      })
  void lookupsShouldBeAnsweredFromMemoryUnderOneTag(String operation) {
    var first = reply(operation);
    var mark = fixture.wire().mark();

    var again = reply(operation);

    assertThat(fixture.wire().since(mark).count()).isZero();
    assertThat(again).isEqualTo(first);
    assertThat(first.tag()).isNotEmpty();
  }

  @Test
  void listsShouldBeThoseOfTheDatabaseInTheirOrder() {
    var data = all();
    assertThat(data.taskCategories()).contains(new Choice("hvac", "Heating and cooling"));
    assertThat(data.taskPriorities())
        .extracting(Choice::code)
        .containsExactly("low", "medium", "high", "urgent");
    assertThat(data.taskFrequencies())
        .contains(
            new Frequency("once", "Once", null, null, "none", null),
            new Frequency("quarterly", "Quarterly", "month", 3, "none", null),
            new Frequency("every_n_days", "Every few days", "day", null, "required", null),
            new Frequency("weekdays", "On chosen weekdays", "week", null, "optional", "weekdays"));
    assertThat(data.residenceTypes()).contains(new Choice("house", "House"));
    assertThat(data.contractorSpecialties()).contains(new Choice("plumber", "Plumber"));
    assertThat(data.oldestAppVersions()).containsKeys("android", "ios");
    assertThat(((Page<?>) Objects.requireNonNull(reply("categories").body())).items())
        .isEqualTo(List.copyOf(data.taskCategories()));
  }

  @Test
  void aChangeShouldShowAfterAWhileUnderAnotherTag() {
    String tag = reply("staticData").tag();
    fixture
        .database()
        .execute("update core_appversion set oldest = '2.0.0' where platform = 'ios'");
    assertThat(reply("staticData").tag()).as("still from memory").isEqualTo(tag);

    now = now.plus(Duration.ofMinutes(5));
    Eventually.until(
        "the new version shows", () -> "2.0.0".equals(all().oldestAppVersions().get("ios")));
    assertThat(reply("staticData").tag()).isNotEqualTo(tag);
  }
}
