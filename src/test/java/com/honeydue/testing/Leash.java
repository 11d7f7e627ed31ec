package com.honeydue.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a server when this JVM ends, however it ends: a shell waits for the end of a pipe that only
 * the JVM holds, so that even SIGKILL leaves no orphan.
 */
public final class Leash implements AutoCloseable {

  /** What to send to a server so that it stops at once and in good order. */
  public enum Signal {
    /** For PostgreSQL, whose SIGTERM would wait for its clients. */
    INT,
    /** For a JVM, which ignores the other where its shell did. */
    TERM
  }

  private static final String WAIT_THEN_STOP =
      """
      trap '' INT TERM HUP
      read -r _
      kill -"$3" "$1" 2>/dev/null
      test -z "$2" && exit
      n=0
      while kill -0 "$1" 2>/dev/null && test $n -lt 100; do sleep 0.1; n=$((n + 1)); done
      rm -rf "$2"
      """;

  private final Process shell;

  private Leash(Process shell) {
    this.shell = shell;
  }

  /**
   * Ties a server to this JVM.
   *
   * @param pid the server's process
   * @param signal what it is sent
   * @param directory what is to be removed after it; {@code null} keeps everything
   */
  public static Leash tie(long pid, Signal signal, @Nullable Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    if (Command.succeeds(List.of("sh", "-c", "command -v setsid"))) {
      command.add("setsid"); // a signal to the JVM's whole process group passes the shell by
    }
    command.addAll(List.of("sh", "-c", WAIT_THEN_STOP, "leash", Long.toString(pid)));
    command.add(directory == null ? "" : directory.toString());
    command.add(signal.name());
    return new Leash(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Lets the server go: it has been stopped already. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
