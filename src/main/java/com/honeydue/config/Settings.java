package com.honeydue.config;

import java.util.Map;

/**
 * Every setting of the process. Built once from {@code conf/honeydue.yaml} and the environment,
 * validated when built, immutable.
 */
public record Settings(
    Role role,
    boolean debug,
    HttpSettings http,
    BusSettings bus,
    DatabaseSettings database,
    RedisSettings redis,
    AuthSettings auth,
    StorageSettings storage,
    ThrottleSettings throttle,
    JobSettings jobs,
    MailSettings mail,
    PushSettings push,
    StoreSettings stores,
    NotificationSettings notifications,
    OtelSettings otel,
    ObsSettings obs,
    ShutdownSettings shutdown) {

  /** Which verticles this process runs. */
  public enum Role {
    ALL,
    API,
    WORKER;

    public boolean servesApi() {
      return this != WORKER;
    }

    public boolean doesJobs() {
      return this != API;
    }
  }

  /** The settings as YAML, every secret masked. */
  @Override
  public String toString() {
    return new SettingsPrinter(Map.of()).print(this);
  }
}
