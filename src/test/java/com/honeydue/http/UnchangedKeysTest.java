package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.testing.ServiceFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two different questions have two different keys. */
class UnchangedKeysTest {

  private static final List<String> NAMES = List.of("a", "b");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final UnchangedKeys keys = UnchangedKeys.of("0123456789abcdef");

  @Test
  void argumentsShouldNeverBeTakenForOneAnother() {
    List<@Nullable Object> values =
        new ArrayList<>(List.of(1L, 11L, -1L, true, List.of(), "", ","));
    values.addAll(List.of("1", "true", "1,1", "3:1,1", "[,1:1]", "1:1", "é", "x\u0000y"));
    values.addAll(List.of(List.of("1"), List.of("1", "1"), List.of("1,1:1"), List.of(1L)));
    values.add(null);
    var seen = new HashMap<String, Map<String, @Nullable Object>>();
    for (Object a : values) {
      for (Object b : values) {
        var asked = new HashMap<String, @Nullable Object>();
        asked.put("a", a);
        asked.put("b", b);
        assertThat(seen.put(entry(1, "listThings", asked, NOON), asked)).as("%s", asked).isNull();
      }
    }
  }

  @Test
  void callersOperationsAndServersShouldHaveTheirOwn() {
    assertThat(
            List.of(
                entry(1, "listThings", Map.of(), NOON),
                entry(11, "listThings", Map.of(), NOON),
                entry(1, "list", Map.of(), NOON),
                UnchangedKeys.of("another").entry(call(1, "list", Map.of()), NAMES, NOON) + ""))
        .doesNotHaveDuplicates();
  }

  @Test
  void aQuarterOfAnHourShouldEndWhatWasRemembered() {
    assertThat(entry(1, "listThings", Map.of(), NOON.plusSeconds(899)))
        .isEqualTo(entry(1, "listThings", Map.of(), NOON));
    assertThat(entry(1, "listThings", Map.of(), NOON.plusSeconds(900)))
        .isNotEqualTo(entry(1, "listThings", Map.of(), NOON));
  }

  @Test
  void whatACallerMakesUpShouldNotFillRedis() {
    assertThat(keys.entry(call(1, "list", Map.of("a", "x".repeat(1_000))), NAMES, NOON)).isNull();
  }

  private String entry(
      long user, String operation, Map<String, @Nullable Object> asked, Instant now) {
    var entry = keys.entry(call(user, operation, asked), NAMES, now);
    assertThat(entry).startsWith("unchanged:0123456789ab:");
    return entry + "";
  }

  private static Call<Arguments> call(
      long user, String operation, Map<String, ? extends @Nullable Object> asked) {
    @SuppressWarnings("unchecked")
    var parameters = (Map<String, Object>) asked;
    return ServiceFixture.call(user, operation, parameters);
  }
}
