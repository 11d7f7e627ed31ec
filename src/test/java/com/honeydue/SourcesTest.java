package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for every Java file of the project. */
class SourcesTest {

  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Path TEST = Path.of("src", "test", "java");

  private static final Map<Path, List<String>> LINES = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    for (Path root : List.of(MAIN, TEST)) {
      try (var files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> LINES.put(file, lines(file)));
      }
    }
  }

  @Test
  void filesShouldStaySmall() {
    assertThat(files(lines -> lines.size() > 400)).as("over 400 lines").isEmpty();
    List<Integer> sizes =
        LINES.entrySet().stream()
            .filter(file -> file.getKey().startsWith(MAIN))
            .map(file -> file.getValue().size())
            .sorted()
            .toList();
    assertThat(sizes.get(sizes.size() / 2)).as("median of lines").isLessThan(100);
  }

  @Test
  void verticlesShouldBeThin() {
    assertThat(
            files(
                lines ->
                    lines.size() > 120
                        && lines.stream()
                            .anyMatch(line -> line.endsWith("extends VerticleBase {"))))
        .as("verticles of over 120 lines")
        .isEmpty();
  }

  @Test
  void everyPackageShouldBeNullMarkedAndDescribed() {
    assertThat(LINES.keySet())
        .allSatisfy(
            file ->
                assertThat(packageInfo(file))
                    .as("package-info.java beside %s, in main or test", file)
                    .anyMatch(line -> line.equals("@NullMarked"))
                    .first()
                    .asString()
                    .startsWith("/**"));
  }

  @Test
  void nothingShouldBeLeftUndone() {
    assertThat(
            matching(
                line ->
                    line.matches(".*\\b(TODO|FIXME|XXX|HACK)\\b.*") && !line.contains("matches(")))
        .isEmpty();
    assertThat(matching(line -> line.contains("Thread.sleep(")))
        .as("sleeping instead of waiting for something")
        .noneMatch(line -> line.startsWith(TEST.toString()));
    assertThat(matching(line -> line.contains("@Disabled"))).isEmpty();
  }

  private static List<Path> files(Predicate<List<String>> wrong) {
    return LINES.entrySet().stream()
        .filter(file -> wrong.test(file.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> matching(Predicate<String> wrong) {
    return LINES.entrySet().stream()
        .flatMap(
            file ->
                file.getValue().stream()
                    .filter(wrong)
                    .map(line -> file.getKey() + ": " + line.strip()))
        .filter(line -> !line.contains("SourcesTest.java"))
        .toList();
  }

  /** Tests of a package share the description of the package they test. */
  private static List<String> packageInfo(Path file) {
    for (Path root : List.of(MAIN, TEST)) {
      Path own = file.startsWith(MAIN) ? MAIN : TEST;
      var found = LINES.get(root.resolve(own.relativize(file)).resolveSibling("package-info.java"));
      if (found != null) {
        return found;
      }
    }
    return List.of();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
