package com.honeydue.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/rotate-ingest-token changes, where, and when it leaves the old token valid. */
class TokenRotationTest {

  private static final String OLD = "0".repeat(64);
  private static final Pattern LINE = Pattern.compile("\"~\\^Bearer ([0-9a-f]{64})\\$\" (\\d+);");

  @TempDir Path directory;

  private Path map;
  private Path log;
  private Path environment;

  @BeforeEach
  void aHostWithOneToken() throws IOException {
    map = Files.createDirectory(directory.resolve("honeydue-obs")).resolve("tokens.map");
    Files.writeString(map, "\"~^Bearer " + OLD + "$\" 1;\n");
    log = Files.createFile(directory.resolve("log"));
    environment = directory.resolve("production.env");
    Files.writeString(
        environment, "# ours\nAUTH_CODE_KEY=kept\nOBS_INGEST_TOKEN=" + OLD + "\nMAIL_HOST=kept\n");
    Path kubectl =
        Files.writeString(
            directory.resolve("kubectl"),
            "#!/bin/sh\necho \"$*\" >>\"$NOTES/calls\"\ncat | tee -a \"$NOTES/stdin\"\n");
    Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theNewTokenShouldBeAtBothEndsAndInTheFileThatSecretsAreMadeFrom() throws Exception {
    assertThat(rotate()).isZero();

    var valid = LINE.matcher(Files.readString(map));
    assertThat(valid.find()).isTrue();
    String token = valid.group(1);
    assertThat(token).isNotEqualTo(OLD);
    assertThat(valid.group(2)).isEqualTo("2");
    assertThat(valid.find()).as("the old one is gone").isFalse();
    assertThat(Files.readString(directory.resolve("stdin"))).contains(token);
    assertThat(Files.readAllLines(directory.resolve("calls")))
        .anyMatch(call -> call.contains("-n honeydue create secret generic vmagent-remote-write"))
        .anyMatch(
            call -> call.contains("-n honeydue-logs create secret generic vlagent-remote-write"))
        .as("the token is on no command line")
        .noneMatch(call -> call.contains(token));
    assertThat(Files.readAllLines(environment))
        .containsExactlyInAnyOrder(
            "# ours", "AUTH_CODE_KEY=kept", "MAIL_HOST=kept", "OBS_INGEST_TOKEN=" + token);
    assertThat(Files.getPosixFilePermissions(environment))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aTokenThatIsStillUsedShouldStayValidAndTheSameNewOneBeTakenNextTime() throws Exception {
    Files.writeString(
        log,
        "{\"time\":\"%s\",\"path\":\"/v1/traces\",\"status\":200,\"token\":\"1\"}%n"
            .formatted(Instant.now()));

    assertThat(rotate("--give-up", "0")).isEqualTo(1);
    String both = Files.readString(map);
    assertThat(LINE.matcher(both).results().map(line -> line.group(2))).containsExactly("1", "2");

    Files.writeString(log, "");
    assertThat(rotate()).isZero();
    assertThat(LINE.matcher(Files.readString(map)).results().map(line -> line.group(1)))
        .containsExactly(LINE.matcher(both).results().toList().getLast().group(1));
  }

  private int rotate(String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "scripts/rotate-ingest-token",
                "--nginx-dir",
                directory.toString(),
                "--log",
                log.toString(),
                "--reload",
                "true",
                "--env-file",
                environment.toString()));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", directory + ":" + builder.environment().get("PATH"));
    builder.environment().put("NOTES", directory.toString());
    var process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).doesNotContainPattern("[0-9a-f]{64}");
    return process.waitFor();
  }
}
