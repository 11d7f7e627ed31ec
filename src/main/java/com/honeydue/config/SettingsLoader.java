package com.honeydue.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the settings: the {@code conf/honeydue.yaml} inside the jar, over it the file named by
 * {@code HONEYDUE_CONF} (or {@code conf/honeydue.yaml} in the working directory, where there is
 * one), over that the environment. A file may hold only what differs. Reads files, so not for event
 * loops.
 */
public final class SettingsLoader {

  private static final String BUILT_IN = "/conf/honeydue.yaml";
  private static final Path DEFAULT_FILE = Path.of("conf", "honeydue.yaml");
  private static final String FILE_VARIABLE = "HONEYDUE_CONF";

  private final Map<String, Setting> settings = new HashMap<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private final Sources sources;

  private SettingsLoader(Sources sources, List<Setting> all) {
    this.sources = sources;
    all.forEach(setting -> settings.put(setting.path(), setting));
  }

  /**
   * The settings of this process.
   *
   * @param environment gives the value of an environment variable, {@code null} when it is not set
   * @throws SettingsException in one line that names the setting: an unknown or missing key, a
   *     wrong type, a value out of range, a file that cannot be read
   */
  public static LoadedSettings load(Function<String, @Nullable String> environment) {
    List<Setting> all = Setting.of(Settings.class);
    var sources = new Sources(all);
    sources.file("the built-in conf/honeydue.yaml", builtIn(), Origin.DEFAULT);
    String named = environment.apply(FILE_VARIABLE);
    if (named != null && !named.isEmpty()) {
      sources.file(named, read(Path.of(named), FILE_VARIABLE), Origin.FILE);
    } else if (Files.exists(DEFAULT_FILE)) {
      sources.file(
          DEFAULT_FILE.toString(), read(DEFAULT_FILE, "the working directory"), Origin.FILE);
    }
    sources.environment(environment);
    return build(sources, all);
  }

  static LoadedSettings build(Sources sources, List<Setting> all) {
    var loader = new SettingsLoader(sources, all);
    var settings = (Settings) loader.build("", Settings.class);
    return new LoadedSettings(settings, loader.origins);
  }

  private Object build(String prefix, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String path = Setting.path(prefix, components[i].getName());
      values[i] =
          Setting.isSection(components[i].getType())
              ? build(path, components[i].getType())
              : value(prefix, path);
    }
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSetting invalid) {
        throw refused(prefix, invalid);
      }
      throw new IllegalStateException(type.getSimpleName() + " cannot be built", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getSimpleName() + " cannot be built", e);
    }
  }

  private Object value(String prefix, String path) {
    Setting setting = Objects.requireNonNull(settings.get(path));
    var raw = sources.get(path);
    if (raw == null) {
      throw new SettingsException(path + " (" + setting.environment() + "): is missing");
    }
    origins.put(path, raw.origin());
    try {
      return Conversion.convert(setting, raw.value());
    } catch (InvalidSetting invalid) {
      throw refused(prefix, invalid);
    }
  }

  /**
   * Names the variable too when that is where the value came from: this is where it has to be
   * changed.
   */
  private SettingsException refused(String prefix, InvalidSetting invalid) {
    String path = Setting.path(prefix, invalid.component());
    Setting setting = settings.get(path);
    String variable =
        setting != null && origins.get(path) == Origin.ENVIRONMENT
            ? " (" + setting.environment() + ")"
            : "";
    return new SettingsException(path + variable + ": " + invalid.reason());
  }

  private static String builtIn() {
    try (InputStream in = SettingsLoader.class.getResourceAsStream(BUILT_IN)) {
      return new String(
          Objects.requireNonNull(in, BUILT_IN).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SettingsException("the built-in conf/honeydue.yaml cannot be read");
    }
  }

  private static String read(Path file, String where) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException(where + ": the file " + file + " cannot be read");
    }
  }
}
