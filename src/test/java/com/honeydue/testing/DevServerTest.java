package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevServerTest {

  @Test
  void optionsShouldBeRead() {
    Path usual = Path.of(".dev").toAbsolutePath();
    assertThat(DevOptions.of()).isEqualTo(new DevOptions(8000, 0, usual, false));
    assertThat(DevOptions.of("--fresh", "--port", "8080"))
        .isEqualTo(new DevOptions(8080, 0, usual, true));
    assertThat(DevOptions.of("--worker-port", "8081", "--directory", "/tmp/elsewhere"))
        .isEqualTo(new DevOptions(8000, 8081, Path.of("/tmp/elsewhere"), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port",
        "--port 0",
        "--port x",
        "--port 70000",
        "--prot 1",
        "--worker-port 0",
        "8000"
      })
  void otherOptionsShouldBeRefused(String line) {
    assertThatThrownBy(() -> DevOptions.of(line.split(" ")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasStartedShouldBeStoppedInTheOppositeOrder() {
    List<String> stopped = new ArrayList<>();
    var running = new Running();
    running.add(() -> stopped.add("postgres"));
    running.add(
        () -> {
          throw new IllegalStateException("cannot be stopped");
        });
    running.add(() -> stopped.add("program"));

    running.close();

    assertThat(stopped).containsExactly("program", "postgres");
  }
}
