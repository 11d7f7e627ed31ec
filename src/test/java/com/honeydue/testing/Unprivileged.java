package com.honeydue.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. For root this finds a way to run it as nobody: {@code
 * setpriv}, which containers allow, or a user namespace, which many forbid. For everyone else it
 * does nothing.
 */
record Unprivileged(List<String> prefix, int uid) {

  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  /** Nobody keeps the right to walk through directories of root, such as a home directory. */
  private static final List<String> SETPRIV =
      List.of(
          "setpriv",
          "--reuid=" + NOBODY,
          "--regid=" + NOBODY,
          "--clear-groups",
          "--inh-caps=+dac_override",
          "--ambient-caps=+dac_override");

  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  static Unprivileged detect() {
    int self = Integer.parseInt(Command.run(List.of("id", "-u")).strip());
    if (self != ROOT) {
      return new Unprivileged(List.of(), self);
    }
    if (works(SETPRIV)) {
      return new Unprivileged(SETPRIV, NOBODY);
    }
    if (works(NAMESPACE)) {
      return new Unprivileged(NAMESPACE, ROOT);
    }
    throw new IllegalStateException(
        "PostgreSQL refuses to run as root, and neither setpriv nor unshare -U works here: use an"
            + " ordinary user");
  }

  private static boolean works(List<String> prefix) {
    return Command.succeeds(
        Stream.concat(prefix.stream(), Stream.of("sh", "-c", "test \"$(id -u)\" -ne 0")).toList());
  }

  List<String> command(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /** Gives a directory and all in it to the user that will run the server. */
  void own(Path directory) throws IOException {
    if (!prefix.isEmpty()
        && !Integer.valueOf(uid).equals(Files.getAttribute(directory, "unix:uid"))) {
      Command.run(List.of("chown", "-R", uid + ":" + uid, directory.toString()));
    }
  }
}
