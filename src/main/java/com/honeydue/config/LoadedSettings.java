package com.honeydue.config;

import java.util.Map;

/** The settings, and for each path where its value came from. */
public final class LoadedSettings {

  private final Settings settings;
  private final Map<String, Origin> origins;

  LoadedSettings(Settings settings, Map<String, Origin> origins) {
    this.settings = settings;
    this.origins = Map.copyOf(origins);
  }

  public Settings settings() {
    return settings;
  }

  /**
   * The effective settings as YAML, with what overrides the defaults noted and every secret masked.
   */
  public String print() {
    return new SettingsPrinter(origins).print(settings);
  }
}
