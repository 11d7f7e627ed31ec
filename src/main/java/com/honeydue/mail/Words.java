package com.honeydue.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The texts of one folder, in every language that we write. Immutable. */
public final class Words {

  /** Languages that we write; the first is everybody else's. */
  static final List<String> LANGUAGES = List.of("en", "de", "es");

  private final Map<String, Map<String, String>> byLanguage;

  private Words(String folder) {
    byLanguage =
        LANGUAGES.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), language -> read(folder, language)));
  }

  /**
   * Reads a folder of the class path, such as {@code /mail/texts/}, with a properties file for each
   * language.
   *
   * @throws UncheckedIOException when one of them can't be read
   */
  public static Words in(String folder) {
    return new Words(folder);
  }

  /** All languages that there are. */
  public static List<String> languages() {
    return LANGUAGES;
  }

  /** All keys of a language. */
  public Set<String> keys(String language) {
    return of(language).keySet();
  }

  /** What stands in the file of a language. */
  public Map<String, String> of(String language) {
    return Objects.requireNonNull(byLanguage.get(language), language);
  }

  private static Map<String, String> read(String folder, String language) {
    String name = folder + language + ".properties";
    try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(name), name)) {
      var read = new Properties();
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return read.stringPropertyNames().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), read::getProperty));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
