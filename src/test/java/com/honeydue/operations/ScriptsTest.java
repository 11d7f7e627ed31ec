package com.honeydue.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy and secrets ask of kubectl, in which order, and what they do when it says no. */
class ScriptsTest {

  private static final String IMAGE = "registry.example.com/honeydue:7";

  /** Notes how it is called and what it is given, and answers as a cluster would. */
  private static final String KUBECTL =
      """
      #!/bin/sh
      echo "$*" >>"$NOTES/calls"
      case "$*" in
        *"$FAILS"*) exit 1 ;;
        kustomize*) echo '# rendered' ;;
        *condition=failed*) test "$FAILS" = condition=complete ;;
        *'get deployment'*) printf %s "$IMAGE" ;;
        *'get pods'*jsonpath*) echo "|$IMAGE|0" ;;
        *'apply --server-side'*) cat >>"$NOTES/stdin" ;;
      esac
      """;

  @TempDir Path directory;

  private record Ran(int status, String output) {}

  @BeforeEach
  void putKubectlFirst() throws IOException {
    Path kubectl = Files.writeString(directory.resolve("kubectl"), KUBECTL);
    Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aReleaseShouldMigrateBeforeItRollsAndVerifyAfter() throws Exception {
    Ran ran = run("nothing", "scripts/deploy", "production", IMAGE);

    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(calls())
        .containsSubsequence(
            "-n honeydue delete job migrate --ignore-not-found --wait",
            "apply -f target/deploy/all.yaml -l honeydue.com/stage=migrate",
            "-n honeydue wait --for=condition=complete job/migrate --timeout=5s",
            "apply -f target/deploy/all.yaml -l honeydue.com/stage=serve",
            "-n honeydue rollout status deployment/worker --timeout=5m",
            "-n honeydue rollout status deployment/api --timeout=5m",
            "get --raw /api/v1/namespaces/honeydue/services/api:http/proxy/api/health/ready")
        .noneMatch(call -> call.contains("undo"));
  }

  @Test
  void aMigrationThatFailsShouldLeaveThePodsAlone() throws Exception {
    Ran ran = run("condition=complete", "scripts/deploy", "production", IMAGE);

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.output()).contains("the migration failed: nothing else was changed");
    assertThat(calls()).noneMatch(call -> call.contains("stage=serve") || call.contains("undo"));
  }

  @Test
  void aReleaseThatDoesNotComeUpShouldBeTakenBack() throws Exception {
    Ran ran = run("proxy/api/health/ready", "scripts/deploy", "production", IMAGE);

    assertThat(ran.status()).isEqualTo(1);
    assertThat(calls())
        .containsSubsequence(
            "-n honeydue rollout undo deployment/api",
            "-n honeydue rollout undo deployment/worker",
            "-n honeydue rollout status deployment/api --timeout=5m");
  }

  @Test
  void anImageWithoutATagShouldBeRefused() throws Exception {
    assertThat(run("nothing", "scripts/deploy", "production", "honeydue").status()).isEqualTo(2);
    assertThat(directory.resolve("calls")).doesNotExist();
  }

  @Test
  void secretsShouldReachKubectlOnItsInputAlone() throws Exception {
    Ran ran = run("nothing", "scripts/secrets", secrets("").toString());

    assertThat(ran.status()).as(ran.output()).isZero();
    String told = String.join("\n", calls()) + ran.output();
    assertThat(told).doesNotContain("hush", "aHVzaA");
    assertThat(calls()).hasSize(6).allMatch(call -> call.endsWith("-f -"));
    assertThat(Files.readString(directory.resolve("stdin")))
        .contains("name: honeydue-shared", "name: honeydue-worker", "name: honeydue-migrate")
        .contains("name: honeydue-redis", "name: vmagent-remote-write")
        .contains("MAIL_PASSWORD: aHVzaDY=");
  }

  @Test
  void keysOfStoresShouldBeReadFromTheirFilesAndReachEveryProcess() throws Exception {
    String key = "-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----";
    Path file = Files.writeString(directory.resolve("SubscriptionKey.p8"), key + "\n");
    Path play = Files.writeString(directory.resolve("play.json"), "{\"private_key\": \"hush\"}");
    Path secrets =
        secrets("STORES_APPLE_KEY=@" + file + "\nSTORES_GOOGLE_SERVICE_ACCOUNT=@" + play + "\n");

    Ran check = run("nothing", "scripts/secrets", secrets.toString(), "--check");
    assertThat(check.output().lines())
        .filteredOn(line -> line.startsWith("honeydue/honeydue-shared:"))
        .singleElement()
        .asString()
        .contains(" STORES_APPLE_KEY", " STORES_GOOGLE_SERVICE_ACCOUNT");

    Ran ran = run("nothing", "scripts/secrets", secrets.toString());
    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(String.join("\n", calls()) + ran.output()).doesNotContain("hush");
    assertThat(Files.readString(directory.resolve("stdin")))
        .contains(
            "  STORES_APPLE_KEY: "
                + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aNameThatNothingReadsAndAFileForAllToReadShouldBeRefused() throws Exception {
    Path misspelt = secrets("MIAL_PASSWORD=hush\n");
    assertThat(run("nothing", "scripts/secrets", misspelt.toString()).output())
        .contains("nothing reads MIAL_PASSWORD");

    Path open = secrets("");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("nothing", "scripts/secrets", open.toString()).output())
        .contains("can be read by others");
    assertThat(directory.resolve("calls")).doesNotExist();
  }

  private Path secrets(String more) throws IOException {
    Path file = directory.resolve("secrets.env");
    Files.writeString(
        file,
        """
        # a comment
        DATABASE_URL=postgresql://a:hush1@h/d
        DATABASE_SLOW_URL=postgresql://a:hush2@h/d
        MIGRATION_DATABASE_URL=postgresql://a:hush3@h/d
        REDIS_PASSWORD=hush4
        AUTH_CODE_KEY=hush5
        MAIL_PASSWORD=hush6
        OBS_INGEST_TOKEN=hush7
        """
            + more);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  private Ran run(String fails, String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", directory + ":" + environment.get("PATH"));
    environment.put("NOTES", directory.toString());
    environment.put("FAILS", fails);
    environment.put("IMAGE", IMAGE);
    var process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }
}
