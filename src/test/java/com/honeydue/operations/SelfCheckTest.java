package com.honeydue.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the operations' pages claim is there is there. */
class SelfCheckTest {

  private static final Path PAGES = Path.of("docs", "operations");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test|ServerIT)`");
  private static final Pattern SCRIPT = Pattern.compile("scripts/[a-z0-9/._-]*[a-z0-9]");

  @Test
  void everyRowOfTheSelfCheckShouldNameATestThatExists() throws IOException {
    Set<String> tests;
    try (var files = Files.walk(Path.of("src", "test", "java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    List<String> rows =
        Files.readAllLines(PAGES.resolve("security.md")).stream()
            .filter(line -> line.matches("\\| (API|V)\\d.*"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(20);
    for (String row : rows) {
      var named = TEST.matcher(row).results().map(match -> match.group(1)).toList();
      assertThat(named).as(row).isNotEmpty();
      assertThat(tests).containsAll(named);
    }
  }

  @Test
  void everyScriptThatAPageNamesShouldExist() throws IOException {
    try (var pages = Files.list(PAGES)) {
      for (Path page : pages.toList()) {
        SCRIPT
            .matcher(Files.readString(page))
            .results()
            .forEach(match -> assertThat(Path.of(match.group())).as("in %s", page).exists());
      }
    }
  }
}
