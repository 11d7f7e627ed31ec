package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathTreeTest {

  private final PathTree<String> tree = new PathTree<>();
  private final List<String> parameters = new ArrayList<>();

  @BeforeEach
  void fill() {
    tree.add("/api/tasks/", "list");
    tree.add("/api/tasks/{id}/", "one");
    tree.add("/api/tasks/templates/", "templates");
    tree.add("/api/tasks/{id}/completions/{other}/", "nested");
    tree.add("/api/tasks/templates/search/", "search");
    tree.add("/api/feed/{token}.ics", "feed");
    tree.add("/api/feed/{name}", "any feed");
  }

  @Test
  void findShouldPreferLiterals() {
    assertThat(find("/api/tasks/")).isEqualTo("list");
    assertThat(find("/api/tasks/templates/")).isEqualTo("templates");
    assertThat(parameters).isEmpty();
  }

  @Test
  void findShouldTakeTheParametersInOrder() {
    assertThat(find("/api/tasks/7/completions/8/")).isEqualTo("nested");
    assertThat(parameters).containsExactly("7", "8");
  }

  @Test
  void findShouldGoBackFromALiteralThatLeadsNowhere() {
    assertThat(find("/api/tasks/templates/completions/8/")).isEqualTo("nested");
    assertThat(parameters).containsExactly("templates", "8");
  }

  @Test
  void findShouldTakeParametersBetweenLiterals() {
    assertThat(find("/api/feed/abc.ics")).isEqualTo("feed");
    assertThat(parameters).containsExactly("abc");
    assertThat(find("/api/feed/abc.ical")).isEqualTo("any feed");
    assertThat(find("/api/feed/.ics")).isEqualTo("any feed");
  }

  @Test
  void findShouldTellWhatIsNotThere() {
    for (String path :
        List.of(
            "/api/tasks",
            "/api/tasks//",
            "/api/tasks/7",
            "/api",
            "/",
            "",
            "api/tasks/",
            "*",
            "/api/feed/")) {
      assertThat(find(path)).as(path).isNull();
      assertThat(parameters).isEmpty();
    }
  }

  @Test
  void addShouldRefuseAPathTwice() {
    assertThatThrownBy(() -> tree.add("/api/tasks/{id}/", "again"))
        .hasMessage("the path /api/tasks/{id}/ exists twice");
  }

  private @Nullable String find(String path) {
    parameters.clear();
    return tree.find(path, parameters);
  }
}
