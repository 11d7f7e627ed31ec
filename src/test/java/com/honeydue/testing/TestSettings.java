package com.honeydue.testing;

import static java.util.stream.Collectors.toMap;

import com.honeydue.config.Settings;
import com.honeydue.config.SettingsLoader;
import com.honeydue.config.ThrottleSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Settings for tests: the defaults with a few overrides. */
public final class TestSettings {

  private TestSettings() {}

  /**
   * The defaults, overridden as the environment would.
   *
   * @param environment names and values, such as {@code DATABASE_LANES}, {@code 2}
   */
  public static Settings of(Map<String, String> environment) {
    return SettingsLoader.load(environment::get).settings();
  }

  /** The defaults, with a directory of its own for files. */
  public static Settings stored() {
    return of(Map.of("STORAGE_DIRECTORY", Directories.temporary("files").toString()));
  }

  /** What points a process at these servers, on a free port. */
  public static Map<String, String> environment(TestDatabase database, TestRedis redis) {
    Map<String, String> environment = environment(database);
    environment.put("REDIS_URL", redis.url());
    return environment;
  }

  /** Lets one machine do what many people do: throttles count, but hardly ever refuse. */
  public static Map<String, String> unthrottled() {
    return Arrays.stream(ThrottleSettings.class.getRecordComponents())
        .map(it -> it.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
        .collect(toMap(name -> "THROTTLE_" + name + "_LIMIT", name -> "1000000"));
  }

  /** What points a process at this database alone, on a free port. */
  public static Map<String, String> environment(TestDatabase database) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HTTP_PORT", "0");
    // Others use the machine of the tests too: their loops are late, and must not refuse for that.
    environment.put("HTTP_MAX_LAG", "0");
    environment.put("DATABASE_URL", database.url());
    environment.put("DATABASE_SLOW_URL", database.slowUrl());
    environment.put("MIGRATION_DATABASE_URL", database.migrationUrl());
    environment.put("SHUTDOWN_GRACE", "0");
    environment.put("STORAGE_DIRECTORY", Directories.temporary("files").toString());
    environment.putAll(unthrottled());
    return environment;
  }
}
