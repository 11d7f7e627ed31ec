package com.honeydue.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipe of the image. */
class ImageTest {

  private static final Path IMAGE = Path.of("image");

  @Test
  void theImageShouldHoldNothingButTheProgramAndRunAsNobodySpecial() throws IOException {
    List<String> lines =
        Files.readAllLines(IMAGE.resolve("Dockerfile")).stream()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .toList();

    assertThat(lines.getFirst()).isEqualTo("FROM scratch");
    assertThat(lines).noneMatch(line -> line.startsWith("RUN ") || line.startsWith("ADD "));
    assertThat(lines.stream().filter(line -> line.startsWith("COPY "))).hasSize(3);
    assertThat(lines).contains("USER 10001:10001");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("ENTRYPOINT ") || line.startsWith("CMD "))
        .as("without a shell")
        .hasSize(2)
        .allMatch(line -> line.contains(" ["));
  }

  @Test
  void theJvmShouldEndRatherThanGoOnWithoutMemory() throws IOException {
    assertThat(Files.readAllLines(IMAGE.resolve("java.options")))
        .contains("-XX:+ExitOnOutOfMemoryError")
        .contains("-XX:AOTCache=/app/honeydue.aot")
        .as("Netty's buffers count towards the limit of direct memory")
        .contains("-XX:MaxDirectMemorySize=48m", "--sun-misc-unsafe-memory-access=allow")
        .noneMatch(line -> line.startsWith("-Xmx"));
  }
}
