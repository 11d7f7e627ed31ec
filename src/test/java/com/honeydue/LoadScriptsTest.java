package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.http.ContractLoader;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.PublishedContract;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the scripts of k6 say of the contract. */
class LoadScriptsTest {

  private static final Path SCRIPTS = Path.of("scripts/k6");
  private static final Pattern ENTRY =
      Pattern.compile("^ {2}(\\w+): \\['([A-Z]+)', '([^']+)'\\],$", Pattern.MULTILINE);
  private static final Pattern CALL =
      Pattern.compile("(?:call|json)\\(\\s*'(\\w+)'|operation of \\[([^\\]]+)\\]");

  @Test
  void theTableOfOperationsShouldBeTheContracts() {
    var table = new TreeMap<String, String>();
    var entries = ENTRY.matcher(read(SCRIPTS.resolve("lib/operations.js")));
    while (entries.find()) {
      table.put(entries.group(1), entries.group(2) + " " + entries.group(3));
    }
    assertThat(table).isEqualTo(contract());
  }

  @Test
  void everyOperationShouldBeCalledByAScenario() throws IOException {
    var called = new TreeSet<String>();
    try (var files = Files.walk(SCRIPTS)) {
      for (var file : files.filter(it -> it.toString().endsWith(".js")).toList()) {
        var calls = CALL.matcher(read(file));
        while (calls.find()) {
          if (calls.group(1) != null) {
            called.add(calls.group(1));
          } else {
            called.addAll(words(calls.group(2)));
          }
        }
      }
    }
    assertThat(called).containsAll(contract().keySet());
  }

  /** Method and path of each operation. */
  private static SortedMap<String, String> contract() {
    var vertx = Vertx.vertx();
    try {
      var routes = new TreeMap<String, String>();
      for (var operation :
          new PublishedContract(
                  OnLoop.await(ContractLoader.load(vertx).compose(it -> it.text().get(vertx)))
                      .yaml())
              .operations()) {
        routes.put(
            operation.id(), operation.method().toUpperCase(Locale.ROOT) + " " + operation.path());
      }
      return routes;
    } finally {
      OnLoop.await(vertx.close());
    }
  }

  private static Set<String> words(String list) {
    return Pattern.compile("'(\\w+)'")
        .matcher(list)
        .results()
        .map(word -> word.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
