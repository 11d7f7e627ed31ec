package com.honeydue;

import com.honeydue.config.Settings;
import com.honeydue.config.SettingsLoader;
import com.honeydue.db.Migrations;
import com.honeydue.telemetry.Logs;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * {@code java -jar honeydue.jar [serve|migrate|seed|staff|config]}. A command that cannot do its
 * work says why in one line and exits with 1; a wrong command with 2.
 */
public final class Main {

  private static final String USAGE =
      """
      usage: java -jar honeydue.jar [command]
        serve         answer requests until SIGTERM (the default)
        migrate       bring the database to the version of this jar
        seed          make the demo household and print it as one line of JSON, with a new token
                      and a new password; safe to repeat
        staff EMAIL   make the account with this e-mail address staff
        config        print the effective settings, secrets masked
      """;

  private Main() {}

  public static void main(String[] arguments) {
    int status = run(arguments, System::getenv);
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * Runs one command; {@code serve} returns once the server is up.
   *
   * @param environment the value of an environment variable, or null
   * @return the exit status
   */
  static int run(String[] arguments, Function<String, @Nullable String> environment) {
    String command = arguments.length == 0 ? "serve" : arguments[0];
    if (command.equals("staff") != (arguments.length == 2)) {
      System.err.print(USAGE);
      return 2;
    }
    try {
      var loaded = SettingsLoader.load(environment);
      var settings = loaded.settings();
      Logs.start(settings.debug());
      switch (command) {
        case "serve" -> serve(settings);
        case "migrate" -> new Migrations(settings.database()).migrate();
        case "seed" -> System.out.println(DemoHousehold.seed(settings.database()));
        case "staff" -> System.out.println(StaffAccount.make(settings.database(), arguments[1]));
        case "config" -> System.out.print(loaded.print());
        default -> {
          System.err.print(USAGE);
          return 2;
        }
      }
      return 0;
    } catch (Exception refused) {
      System.err.println("honeydue: " + oneLine(refused));
      if (command.equals("serve")) {
        // Whoever reads the logs of pods reads lines of JSON.
        LoggerFactory.getLogger(Main.class)
            .atError()
            .addMarker(Logs.FATAL)
            .addKeyValue("reason", oneLine(refused))
            .log("not started");
      }
      Logs.stop();
      return 1;
    }
  }

  private static void serve(Settings settings) throws Exception {
    var server = Server.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
  }

  /** Runs on SIGTERM: the process may end only when this has. */
  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception error) {
      LoggerFactory.getLogger(Main.class).atError().setCause(error).log("shutdown was not clean");
    } finally {
      Logs.stop();
      // A JVM ended by a signal would say 143: an orchestrator takes that for a crash.
      Runtime.getRuntime().halt(0);
    }
  }

  private static String oneLine(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((a, b) -> a + " " + b)
        .orElse("failed");
  }
}
