package com.honeydue.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.mail.Words;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoryTest {

  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

  static List<String> languages() {
    return Words.languages();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageShouldSayTheSame(String language) {
    var english = Story.words().of("en");
    var other = Story.words().of(language);
    assertThat(other.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, pattern) ->
            assertThat(arguments(other.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(arguments(pattern)));
    assertThat(other.values()).as("a straight apostrophe quotes").noneMatch(it -> it.contains("'"));
  }

  @Test
  void noTextShouldBeWithoutUse() {
    Set<String> used = new HashSet<>(List.of("somebody"));
    for (var kind : Kind.values()) {
      for (String way : ways(kind)) {
        used.add(kind.code() + way + ".title");
        used.add(kind.code() + way + ".body");
      }
      if (kind != Kind.TEST) {
        used.add("type." + kind.code());
      }
    }
    used.addAll(
        Stream.of("ask", "button", "done", "settings").map("unsubscribe."::concat).toList());
    assertThat(new TreeSet<>(Story.words().keys("en"))).isEqualTo(new TreeSet<>(used));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyKindShouldBeSaidShortlyAndInFull(String language) {
    var texts = Story.texts(language);
    for (var kind : Kind.values()) {
      for (String way : ways(kind)) {
        for (int days : new int[] {0, 1, 2, 90}) {
          var data =
              new JsonObject()
                  .put("task", "Clean {0} the gutters")
                  .put("item", "Dishwasher")
                  .put("residence", "O’Neill’s")
                  .put("days", days)
                  .put("overdue", days)
                  .put("today", 1)
                  .put("week", 4);
          if (!way.isEmpty()) {
            data.put("event", way.substring(1));
          }
          var story = new Story(kind, data, "Dana");
          assertThat(story.title(texts)).isNotBlank().doesNotContain("choice").hasSizeLessThan(90);
          assertThat(story.body(texts)).isNotBlank().doesNotContain("choice").hasSizeLessThan(120);
        }
      }
    }
  }

  @Test
  void somebodyWhoIsGoneShouldBeSomebody() {
    var story = new Story(Kind.TASK_COMPLETED, new JsonObject().put("task", "Sweep"), null);
    assertThat(story.title(Story.texts("de"))).isEqualTo("Jemand hat „Sweep“ erledigt");
    assertThat(story.title(Story.texts("fr"))).isEqualTo("Somebody has done “Sweep”");
  }

  private static List<String> ways(Kind kind) {
    return switch (kind) {
      case JOIN_REQUEST -> List.of(".requested", ".declined");
      case RESIDENCE_SHARED -> List.of(".joined", ".approved");
      case SUBSCRIPTION -> List.of(".grace", ".expired", ".refunded");
      default -> List.of("");
    };
  }

  private static Set<String> arguments(String pattern) {
    return ARGUMENT.matcher(pattern).results().map(it -> it.group(1)).collect(Collectors.toSet());
  }
}
